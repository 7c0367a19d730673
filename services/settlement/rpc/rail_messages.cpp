// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rpc/rail_messages.h"

#include "core/digest.h"
#include "rpc/times.h"

namespace clearway::settlement {
namespace {

std::string NameOf(rails::Recall recall) {
    switch (recall) {
        case rails::Recall::kNone: return "none";
        case rails::Recall::kRequested: return "requested";
        case rails::Recall::kSent: return "sent";
        case rails::Recall::kRefused: return "refused";
        case rails::Recall::kAgreed: return "agreed";
    }
    return "";
}

}  // namespace

core::Result<core::PaymentId> ReadRailPaymentId(const std::string& text) {
    const auto id = core::PaymentId::Parse(text);
    if (!id) return core::InvalidField("payment_id", "is not a UUID");
    return *id;
}

v1::RailTransferDetails ToMessage(const rails::RailTransfer& transfer) {
    const auto& order = transfer.order;
    v1::RailTransferDetails message;
    message.set_payment_id(order.payment.ToString());
    message.set_partner_id(order.partner_id);
    message.set_debtor_account_id(order.debtor.ToString());
    message.mutable_amount()->set_currency(std::string(order.amount.GetCurrency().Code()));
    message.mutable_amount()->set_minor_units(order.amount.MinorUnits());
    message.set_state(std::string(rails::NameOf(transfer.state)));
    message.set_recall(NameOf(transfer.recall));
    message.set_rail(transfer.route.rail);
    message.set_rule(transfer.route.rule);
    message.set_attempts(transfer.attempts);
    message.set_enquiries(transfer.enquiries);
    message.set_message_id(rails::MessageIdOf(transfer));
    message.set_uetr(rails::DeriveUetr(order.payment).ToString());
    if (!transfer.reason.code.empty()) {
        message.mutable_reason()->set_code(transfer.reason.code);
        message.mutable_reason()->set_message(transfer.reason.message);
    }
    message.set_return_id(transfer.return_id);
    *message.mutable_created_at() = rpc::ToTimestamp(transfer.created_at);
    if (transfer.cut_off) *message.mutable_cut_off() = rpc::ToTimestamp(*transfer.cut_off);
    if (transfer.place) message.set_file_id(transfer.place->file.ToString());
    if (transfer.due_at) *message.mutable_due_at() = rpc::ToTimestamp(*transfer.due_at);
    if (const auto& proposal = transfer.proposal) {
        message.mutable_proposal()->set_outcome(proposal->accepted ? "accepted" : "rejected");
        message.mutable_proposal()->set_reason_code(proposal->reason_code);
        message.mutable_proposal()->set_operator_id(proposal->operator_id);
        message.set_awaits_second_operator(true);
    }
    return message;
}

v1::RailConflict ToMessage(const StoredRailConflict& conflict) {
    v1::RailConflict message;
    message.set_conflict_id(conflict.id.ToString());
    if (!conflict.payment.value.IsNil()) message.set_payment_id(conflict.payment.ToString());
    message.set_rail(conflict.rail);
    message.set_kind(conflict.kind);
    message.set_detail(conflict.detail);
    message.set_message_digest(core::ToHex(conflict.message_digest));
    *message.mutable_opened_at() = rpc::ToTimestamp(conflict.opened_at);
    if (conflict.resolved_at)
        *message.mutable_resolved_at() = rpc::ToTimestamp(*conflict.resolved_at);
    message.set_resolved_by(conflict.resolved_by);
    message.set_note(conflict.note);
    return message;
}

}  // namespace clearway::settlement
