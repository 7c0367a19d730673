// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/rail_ids.h"

#include <algorithm>

#include "core/digest.h"

namespace clearway::settlement::rails {
namespace {

std::string Compact(const core::Uuid& id) {
    auto text = id.ToString();
    std::erase(text, '-');
    return text;
}

std::string NameOf(MessageKind kind) {
    switch (kind) {
        case MessageKind::kTransfer: return "transfer";
        case MessageKind::kEnquiry: return "enquiry";
        case MessageKind::kRecall: return "recall";
    }
    return "";
}

}  // namespace

RailTransferId DeriveRailTransferId(const core::PaymentId& payment) {
    return RailTransferId(core::Uuid::Derive(payment.value, "rail"));
}

core::Uuid DeriveUetr(const core::PaymentId& payment) {
    const auto digest = core::Sha256("uetr:" + payment.ToString());
    core::Uuid::Bytes bytes{};
    std::copy_n(digest.begin(), bytes.size(), bytes.begin());
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x40);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
    return core::Uuid(bytes);
}

std::string DeriveMessageId(const core::PaymentId& payment, MessageKind kind, int number) {
    const auto name = "rail message:" + NameOf(kind) + ":" + std::to_string(number);
    return Compact(core::Uuid::Derive(payment.value, name));
}

std::string DeriveTransactionId(const core::PaymentId& payment) { return Compact(payment.value); }

core::TransferId DeriveReturnTransferId(const core::PaymentId& payment,
                                        const std::string& return_id) {
    return core::TransferId(core::Uuid::Derive(payment.value, "rail return:" + return_id));
}

}  // namespace clearway::settlement::rails
