// SPDX-License-Identifier: Apache-2.0
#include "services/payment/files/payment_file.h"

#include "core/digest.h"
#include "services/payment/domain/payment_state.h"

namespace clearway::payment {
namespace {

// Length-prefixed: no two different lists of fields have the same text.
void Append(std::string& text, std::string_view field) {
    text.append(std::to_string(field.size())).append(1, ':').append(field);
}

}  // namespace

PaymentFileId DerivePaymentFileId(std::string_view partner_id, std::string_view message_id) {
    std::string name;
    Append(name, "payment file");
    Append(name, partner_id);
    Append(name, message_id);
    return PaymentFileId(core::Uuid::Derive(core::Uuid(), name));
}

std::string KeyOf(std::string_view message_id, const FileEntry& entry) {
    std::string text;
    Append(text, message_id);
    Append(text, entry.batch_id);
    Append(text, entry.instruction_id);
    Append(text, entry.end_to_end_id);
    Append(text, std::to_string(entry.position));
    // A blank has no place in a header's key.
    return "payment file " + core::ToHex(core::Sha256(text));
}

std::string_view IsoStatusOf(const EntryStatus& status) {
    // Also when the file does not know yet that its payment was made.
    if (status.payment) return IsoStatusOf(*status.payment);
    switch (status.entry.state) {
        case EntryState::kRejected: return "RJCT";
        case EntryState::kCancelled: return "CANC";
        case EntryState::kWaiting:
        case EntryState::kUnderWay:
        case EntryState::kOrdered: break;
    }
    return "ACTC";
}

std::vector<Reason> ReasonsOf(const EntryStatus& status) {
    if (status.payment) return status.reasons;
    if (status.entry.reason) return {*status.entry.reason};
    if (status.entry.state == EntryState::kCancelled)
        return {{"DS02", "The order was cancelled before its payment was made."}};
    return {};
}

}  // namespace clearway::payment
