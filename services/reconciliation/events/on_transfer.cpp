// SPDX-License-Identifier: Apache-2.0
#include "clearway/settlement/v1/settlement_events.pb.h"
#include "services/reconciliation/events/incoming.h"

namespace clearway::reconciliation {

namespace {

// All kinds of fact name the transfer alike.
template <class Fact>
std::optional<Movement> ReadAs(const events::ReceivedEvent& event) {
    Fact fact;
    if (!event.ReadAs(fact) || fact.payment_id().empty()) return std::nullopt;
    const auto payment = core::PaymentId::Parse(fact.payment_id());
    const auto debtor = core::AccountId::Parse(fact.debtor_account_id());
    const auto creditor = core::AccountId::Parse(fact.creditor_account_id());
    const auto currency = core::Currency::Parse(fact.amount().currency());
    if (!payment || !debtor || !creditor || !currency) throw events::UnreadableEvent(event.type);
    return Movement{.event_id = event.event_id,
                    .payment_id = *payment,
                    .debtor = *debtor,
                    .creditor = *creditor,
                    .amount = core::Money(*currency, fact.amount().minor_units())};
}

template <class Fact>
core::PaymentId PaymentOf(const Fact& fact, const events::ReceivedEvent& event) {
    const auto payment = core::PaymentId::Parse(fact.payment_id());
    if (!payment) throw events::UnreadableEvent(event.type);
    return *payment;
}

}  // namespace

std::optional<FundsCommitted> ReadCommitment(const events::ReceivedEvent& event) {
    settlement::v1::HoldCommitted committed;
    if (event.ReadAs(committed))
        return FundsCommitted{.payment_id = PaymentOf(committed, event), .waits = true};
    settlement::v1::TransferRefused refused;
    if (event.ReadAs(refused))
        return FundsCommitted{.payment_id = PaymentOf(refused, event), .waits = false};
    return std::nullopt;
}

std::optional<Movement> ReadMovement(const events::ReceivedEvent& event) {
    if (auto posted = ReadAs<settlement::v1::TransferPosted>(event)) return posted;
    if (auto returned = ReadAs<settlement::v1::TransferReturned>(event)) return returned;
    return ReadAs<settlement::v1::SuspendedTransferReleased>(event);
}

}  // namespace clearway::reconciliation
