// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/rail_ids.h"

#include <algorithm>
namespace clearway::settlement::rails {
namespace {

std::string Compact(const core::Uuid& id) {
    auto text = id.ToString();
    std::erase(text, '-');
    return text;
}

constexpr int kRecallsMax = 99;
constexpr char kTransferLetter = 'T', kRecallLetter = 'C', kEnquiryLetter = 'Q', kFileLetter = 'F';

// As Compact wrote it.
std::optional<core::Uuid> ParseCompact(std::string_view id) {
    if (id.size() != 32) return std::nullopt;
    std::string text(id);
    for (const std::size_t hyphen : {8, 13, 18, 23}) text.insert(hyphen, 1, '-');
    return core::Uuid::Parse(text);
}

core::Uuid WithVersion(const core::Uuid& id, int version) {
    auto bytes = id.AsBytes();
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | version << 4);
    return core::Uuid(bytes);
}

}  // namespace

RailTransferId DeriveRailTransferId(const core::PaymentId& payment) {
    return RailTransferId(core::Uuid::Derive(payment.value, "rail"));
}

core::Uuid DeriveUetr(const core::PaymentId& payment) { return WithVersion(payment.value, 4); }

std::string DeriveMessageId(const core::PaymentId& payment, MessageKind kind, int number) {
    switch (kind) {
        case MessageKind::kTransfer: return kTransferLetter + Compact(payment.value);
        case MessageKind::kRecall:
            return kRecallLetter + Compact(payment.value) +
                   (number > 1 ? std::to_string(std::min(number, kRecallsMax)) : "");
        case MessageKind::kEnquiry: break;
    }
    const auto name = "rail enquiry:" + std::to_string(number);
    return kEnquiryLetter + Compact(core::Uuid::Derive(payment.value, name));
}

std::string DeriveTransactionId(const core::PaymentId& payment) { return Compact(payment.value); }

std::optional<core::PaymentId> PaymentOfUetr(std::string_view uetr) {
    const auto id = core::Uuid::Parse(uetr);
    if (!id) return std::nullopt;
    return core::PaymentId(WithVersion(*id, 5));
}

std::optional<core::PaymentId> PaymentOfTransactionId(std::string_view id) {
    const auto payment = ParseCompact(id);
    if (!payment) return std::nullopt;
    return core::PaymentId(*payment);
}

std::optional<core::PaymentId> PaymentOfMessageId(std::string_view id) {
    if (id.starts_with(kTransferLetter)) return PaymentOfTransactionId(id.substr(1));
    if (!id.starts_with(kRecallLetter) || id.size() > 35) return std::nullopt;
    return PaymentOfTransactionId(id.substr(1, 32));
}

core::Uuid DeriveFileId(std::string_view rail, const core::Currency& currency,
                        core::Timestamp cut_off, int number) {
    const auto name = "rail file:" + std::string(rail) + ":" + std::string(currency.Code()) + ":" +
                      core::FormatRfc3339(cut_off) + ":" + std::to_string(number);
    return core::Uuid::Derive({}, name);
}

std::string DeriveFileMessageId(const core::Uuid& file) { return kFileLetter + Compact(file); }

std::optional<core::Uuid> FileOfMessageId(std::string_view id) {
    if (!id.starts_with(kFileLetter)) return std::nullopt;
    return ParseCompact(id.substr(1));
}

core::TransferId DeriveReturnTransferId(const core::PaymentId& payment,
                                        const std::string& return_id) {
    return core::TransferId(core::Uuid::Derive(payment.value, "rail return:" + return_id));
}

}  // namespace clearway::settlement::rails
