// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/events/on_money_moved.h"

#include "clearway/payment/v1/payment_events.pb.h"
#include "clearway/settlement/v1/settlement_events.pb.h"
#include "core/ids.h"
#include "events/reactions.h"

namespace clearway::compliance {

namespace {

namespace ledger = settlement::v1;
using Facts = std::vector<MovementFact>;

core::Uuid IdOf(const std::string& text, const events::ReceivedEvent& event) {
    const auto id = core::Uuid::Parse(text);
    if (!id) throw events::UnreadableEvent(event.type);
    return *id;
}

core::Money AmountOf(const common::v1::Money& amount, const events::ReceivedEvent& event) {
    const auto currency = core::Currency::Parse(amount.currency());
    if (!currency || amount.minor_units() <= 0) throw events::UnreadableEvent(event.type);
    return {*currency, amount.minor_units()};
}

// The clearing account of a currency is the platform's own: it stands for the world outside.
MovementEnd AccountOf(const std::string& text, const core::Money& amount,
                      const events::ReceivedEvent& event) {
    const auto id = IdOf(text, event);
    const auto clearing = core::DeriveClearingAccountId(amount.GetCurrency().Code());
    return {.id = id, .is_account = id != clearing.value};
}

MovementEnd PartyOf(const payment::v1::PartyReference& party, const core::Money& amount,
                    const events::ReceivedEvent& event) {
    if (!party.account_id().empty()) return AccountOf(party.account_id(), amount, event);
    return {.id = IdOf(party.party_token(), event), .is_account = false};
}

Movement MovementOf(const std::string& transfer_id, MovementEnd debtor, MovementEnd creditor,
                    const core::Money& amount, const events::ReceivedEvent& event) {
    return {.id = IdOf(transfer_id, event),
            .at = event.occurred_at,
            .debtor = debtor,
            .creditor = creditor,
            .amount = amount,
            .traceparent = event.traceparent};
}

Facts OnSettled(const payment::v1::PaymentSettled& fact, const events::ReceivedEvent& event) {
    const auto amount = AmountOf(fact.amount(), event);
    return {MovementOf(fact.transfer_id(), PartyOf(fact.terms().debtor(), amount, event),
                       PartyOf(fact.terms().creditor(), amount, event), amount, event)};
}

// Those of payments come as PaymentSettled.
Facts OnTransfer(const ledger::TransferPosted& fact, const events::ReceivedEvent& event) {
    if (!fact.payment_id().empty()) return {};
    const auto amount = AmountOf(fact.amount(), event);
    return {MovementOf(fact.transfer_id(), AccountOf(fact.debtor_account_id(), amount, event),
                       AccountOf(fact.creditor_account_id(), amount, event), amount, event)};
}

// Institutions that settle with one another are no customers.
Facts OnTransfers(const ledger::TransfersPosted& fact, const events::ReceivedEvent& event) {
    Facts facts;
    if (fact.between_settlement_accounts()) return facts;
    for (const auto& transfer : fact.transfers()) {
        const auto amount = AmountOf(transfer.amount(), event);
        facts.push_back(MovementOf(
            transfer.transfer_id(), AccountOf(transfer.debtor_account_id(), amount, event),
            AccountOf(transfer.creditor_account_id(), amount, event), amount, event));
    }
    return facts;
}

Facts OnOpened(const ledger::AccountOpened& fact, const events::ReceivedEvent& event) {
    if (fact.party_id().empty()) return {};
    return {AccountKnown{IdOf(fact.account_id(), event), IdOf(fact.party_id(), event)}};
}

const events::Reactions<Facts>& OnFacts() {
    static const auto reactions =
        events::Reactions<Facts>().On(OnSettled).On(OnTransfer).On(OnTransfers).On(OnOpened);
    return reactions;
}

}  // namespace

std::vector<std::string> MovementFactTypes() { return OnFacts().Types(); }

std::vector<MovementFact> MovementFactsOf(const events::ReceivedEvent& event) {
    return OnFacts().To(event);
}

}  // namespace clearway::compliance
