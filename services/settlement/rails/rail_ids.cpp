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

constexpr char kTransferLetter = 'T', kRecallLetter = 'C', kEnquiryLetter = 'Q';

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
        case MessageKind::kRecall: return kRecallLetter + Compact(payment.value);
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
    if (id.size() != 32) return std::nullopt;
    std::string text(id);
    for (const std::size_t hyphen : {8, 13, 18, 23}) text.insert(hyphen, 1, '-');
    return core::PaymentId::Parse(text);
}

std::optional<core::PaymentId> PaymentOfMessageId(std::string_view id) {
    if (!id.starts_with(kTransferLetter) && !id.starts_with(kRecallLetter)) return std::nullopt;
    return PaymentOfTransactionId(id.substr(1));
}

core::TransferId DeriveReturnTransferId(const core::PaymentId& payment,
                                        const std::string& return_id) {
    return core::TransferId(core::Uuid::Derive(payment.value, "rail return:" + return_id));
}

}  // namespace clearway::settlement::rails
