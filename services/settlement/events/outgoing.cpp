// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/events/outgoing.h"

#include "clearway/settlement/v1/settlement_events.pb.h"
#include "rpc/times.h"
#include "services/settlement/events/published.h"
#include "services/settlement/events/window_facts.h"

namespace clearway::settlement {
namespace {

namespace pb = clearway::settlement::v1;

std::string AmountText(const core::Money& money) {
    return core::FormatDecimal(money) + " " + std::string(money.GetCurrency().Code());
}

Published ToMessage(const AccountOpened& fact) {
    pb::AccountOpened message;
    message.set_account_id(fact.account_id.ToString());
    message.set_partner_id(fact.partner_id);
    message.set_currency(std::string(fact.currency.Code()));
    message.set_country(fact.country);
    if (fact.party_id) message.set_party_id(fact.party_id->ToString());
    return Publish(message, "account opened in " + message.currency());
}

Published ToMessage(const AccountClosed& fact) {
    pb::AccountClosed message;
    message.set_account_id(fact.account_id.ToString());
    return Publish(message, "account closed");
}

Published ToMessage(const HoldPlaced& fact) {
    const auto& hold = fact.hold;
    pb::HoldPlaced message;
    message.set_hold_id(hold.id.ToString());
    message.set_payment_id(hold.payment_id.ToString());
    message.set_debtor_account_id(hold.debtor.ToString());
    message.set_creditor_account_id(hold.creditor.ToString());
    Write(hold.amount, *message.mutable_amount());
    *message.mutable_expires_at() = rpc::ToTimestamp(hold.expires_at);
    return Publish(message, "funds held: " + AmountText(hold.amount));
}

Published ToMessage(const HoldVoided& fact) {
    pb::HoldVoided message;
    message.set_hold_id(fact.hold_id.ToString());
    message.set_payment_id(fact.payment_id.ToString());
    return Publish(message, "hold released");
}

Published ToMessage(const HoldExpired& fact) {
    pb::HoldExpired message;
    message.set_hold_id(fact.hold_id.ToString());
    message.set_payment_id(fact.payment_id.ToString());
    return Publish(message, "hold expired and released");
}

Published ToMessage(const TransferPosted& fact) {
    const auto& transfer = fact.transfer;
    pb::TransferPosted message;
    message.set_transfer_id(transfer.id.ToString());
    if (transfer.payment_id) message.set_payment_id(transfer.payment_id->ToString());
    if (transfer.hold_id) message.set_hold_id(transfer.hold_id->ToString());
    message.set_debtor_account_id(transfer.debtor.ToString());
    message.set_creditor_account_id(transfer.creditor.ToString());
    Write(transfer.amount, *message.mutable_amount());
    const core::Money released(transfer.amount.GetCurrency(), transfer.released);
    Write(released, *message.mutable_released());
    if (transfer.window) message.set_window_number(*transfer.window);
    auto summary = "money moved: " + AmountText(transfer.amount);
    if (transfer.released > 0) summary += ", released: " + AmountText(released);
    return Publish(message, std::move(summary));
}

Published ToMessage(const TransfersPosted& fact) {
    pb::TransfersPosted message;
    message.set_booking_id(fact.booking_id.ToString());
    message.set_booked_by(fact.booked_by);
    message.set_between_settlement_accounts(fact.between_settlement_accounts);
    message.mutable_transfers()->Reserve(static_cast<int>(fact.transfers.size()));
    for (const auto& transfer : fact.transfers) {
        auto& added = *message.add_transfers();
        added.set_transfer_id(transfer.id.ToString());
        added.set_debtor_account_id(transfer.debtor.ToString());
        added.set_creditor_account_id(transfer.creditor.ToString());
        Write(transfer.amount, *added.mutable_amount());
        if (transfer.window) added.set_window_number(*transfer.window);
    }
    return Publish(message, "transfers booked: " + std::to_string(fact.transfers.size()));
}

Published ToMessage(const TransferRefused& fact) {
    const auto reason = ReasonOf(fact.reason);
    pb::TransferRefused message;
    message.set_payment_id(fact.payment_id.ToString());
    message.set_hold_id(fact.hold_id.ToString());
    message.mutable_reason()->set_code(reason.code);
    message.mutable_reason()->set_message(reason.message);
    return Publish(message, std::string("transfer refused: ") + reason.code);
}

void WriteReason(const RailReason& reason, common::v1::Reason& message) {
    message.set_code(reason.code);
    message.set_message(reason.message);
}

Published ToMessage(const HoldCommitted& fact) {
    const auto& hold = fact.hold;
    pb::HoldCommitted message;
    message.set_hold_id(hold.id.ToString());
    message.set_payment_id(hold.payment_id.ToString());
    message.set_debtor_account_id(hold.debtor.ToString());
    Write(hold.Committed(), *message.mutable_amount());
    message.set_partner_id(fact.partner_id);
    message.set_creditor_country(fact.creditor_country);
    return Publish(message, "funds committed to a rail: " + AmountText(hold.Committed()));
}

// For others a refusal is a refusal, whoever said it.
Published ToMessage(const TransferRejected& fact) {
    pb::TransferRefused message;
    message.set_payment_id(fact.payment_id.ToString());
    message.set_hold_id(fact.hold_id.ToString());
    WriteReason(fact.reason, *message.mutable_reason());
    return Publish(message, "transfer refused by the rail: " + fact.reason.code);
}

// Of a payment at a rail.
template <class Message>
void WriteTransfer(const Transfer& transfer, Message& message) {
    message.set_transfer_id(transfer.id.ToString());
    message.set_payment_id(transfer.payment_id->ToString());
    message.set_hold_id(transfer.hold_id->ToString());
    message.set_debtor_account_id(transfer.debtor.ToString());
    message.set_creditor_account_id(transfer.creditor.ToString());
    Write(transfer.amount, *message.mutable_amount());
}

Published ToMessage(const TransferReturned& fact) {
    const auto& transfer = fact.transfer;
    pb::TransferReturned message;
    WriteTransfer(transfer, message);
    WriteReason(fact.reason, *message.mutable_reason());
    return Publish(message, "money returned: " + AmountText(transfer.amount));
}

Published ToMessage(const SuspendedTransferReleased& fact) {
    const auto& transfer = fact.transfer;
    pb::SuspendedTransferReleased message;
    WriteTransfer(transfer, message);
    message.set_suspended_transfer_id(fact.suspended.ToString());
    message.set_released_by(fact.released_by);
    return Publish(message, "money booked on from suspense: " + AmountText(transfer.amount));
}

}  // namespace

events::NewEvent ToEvent(const Fact& fact, core::Timestamp occurred_at) {
    auto published = std::visit([](const auto& what) { return ToMessage(what); }, fact.what);
    return {.stream_id = fact.stream_id,
            .version = fact.version,
            .type = std::move(published.type),
            .payload = std::move(published.payload),
            .occurred_at = occurred_at,
            .summary = std::move(published.summary)};
}

ReasonText ReasonOf(Refusal refusal) {
    switch (refusal) {
        case Refusal::kSameAccount: return {"AG01", "Debtor and creditor are the same account."};
        case Refusal::kUnknownAccount: return {"AC01", "An account of the order does not exist."};
        case Refusal::kDebtorClosed: return {"AC04", "The debtor's account is closed."};
        case Refusal::kCreditorClosed: return {"AC07", "The creditor's account is closed."};
        case Refusal::kCurrencyMismatch: return {"AM03", "The currency is not the account's."};
        case Refusal::kInsufficientFunds: return {"AM04", "The available funds are too low."};
        case Refusal::kAmountAboveHold: return {"AM09", "The amount is more than was held."};
        case Refusal::kBalanceLimit: return {"AM02", "The balance would exceed its limit."};
        case Refusal::kOtherTransfer: return {"AM05", "A transfer with this id has other terms."};
        case Refusal::kSettlementLimit:
            return {"AM23", "The amount exceeds the settlement limit of the debtor's institution."};
        case Refusal::kParticipantSuspended:
            return {"AG10", "An institution of the order is suspended from settlement."};
    }
    throw std::logic_error("no such refusal");
}

}  // namespace clearway::settlement
