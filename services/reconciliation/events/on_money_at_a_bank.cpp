// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/events/on_money_at_a_bank.h"

#include "clearway/payment/v1/payment_events.pb.h"
#include "clearway/settlement/v1/settlement_events.pb.h"

namespace clearway::reconciliation {
namespace {

namespace pay = payment::v1;
namespace ledger = settlement::v1;
using events::ReceivedEvent;

// `sign`: -1 for money that leaves the account at the bank. The clearing account stands for it.
template <class Fact>
std::optional<StatementNews> ReadMoved(const Fact& fact, const std::string& at_the_bank, int sign,
                                       const ReceivedEvent& event) {
    const auto currency = core::Currency::Parse(fact.amount().currency());
    const auto account = core::AccountId::Parse(at_the_bank);
    if (fact.payment_id().empty() || !currency || !account ||
        *account != core::DeriveClearingAccountId(currency->Code()))
        return std::nullopt;
    const auto payment = core::PaymentId::Parse(fact.payment_id());
    const auto transfer = core::TransferId::Parse(fact.transfer_id());
    if (!payment || !transfer || fact.amount().minor_units() <= 0)
        throw events::UnreadableEvent(event.type);
    return ExpectedOnStatement{.transfer_id = *transfer,
                               .payment_id = *payment,
                               .account = *account,
                               .amount = core::Money(*currency, sign * fact.amount().minor_units()),
                               .fact_id = event.event_id,
                               .moved_at = event.occurred_at};
}

std::optional<StatementNews> ReadLedger(const ReceivedEvent& event) {
    ledger::TransferPosted posted;
    if (event.ReadAs(posted)) return ReadMoved(posted, posted.creditor_account_id(), -1, event);
    ledger::TransferReturned returned;
    if (event.ReadAs(returned)) return ReadMoved(returned, returned.debtor_account_id(), 1, event);
    // What is booked from suspense to the clearing account goes to the rail.
    ledger::SuspendedTransferReleased released;
    if (event.ReadAs(released))
        return ReadMoved(released, released.creditor_account_id(), -1, event);
    ledger::RailTransferSubmitted submitted;
    if (!event.ReadAs(submitted)) return std::nullopt;
    const auto payment = core::PaymentId::Parse(submitted.transfer().payment_id());
    if (!payment) throw events::UnreadableEvent(event.type);
    return PaymentReferences{.payment_id = *payment,
                             .uetr = submitted.uetr(),
                             .message_id = submitted.message_id(),
                             .rail = submitted.transfer().rail()};
}

template <class Fact>
std::optional<StatementNews> ReadTerms(const ReceivedEvent& event) {
    Fact fact;
    if (!event.ReadAs(fact)) return std::nullopt;
    const auto& terms = fact.terms();
    if (!terms.creditor().account_id().empty() || terms.end_to_end_id().empty())
        return std::nullopt;
    const auto payment = core::PaymentId::Parse(terms.payment_id());
    if (!payment) throw events::UnreadableEvent(event.type);
    return PaymentReferences{.payment_id = *payment, .end_to_end_id = terms.end_to_end_id()};
}

}  // namespace

// The terms are in every fact of a payment; one before the money moves is enough, and the last one
// for those that did not tell the one before.
std::optional<StatementNews> ReadStatementNews(const ReceivedEvent& event) {
    if (auto told = ReadLedger(event)) return told;
    if (auto told = ReadTerms<pay::PaymentAuthorised>(event)) return told;
    return ReadTerms<pay::PaymentSettled>(event);
}

}  // namespace clearway::reconciliation
