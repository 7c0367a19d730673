// SPDX-License-Identifier: Apache-2.0
#include "clearway/payment/v1/payment_events.pb.h"
#include "services/reconciliation/events/incoming.h"

namespace clearway::reconciliation {

namespace {

namespace pb = payment::v1;
using events::ReceivedEvent;

core::AccountId AccountOf(const pb::PartyReference& party, const core::Currency& currency,
                          const std::string& type) {
    // Money for a party elsewhere moves over the clearing account of the currency.
    if (party.account_id().empty()) return core::DeriveClearingAccountId(currency.Code());
    const auto account = core::AccountId::Parse(party.account_id());
    if (!account) throw events::UnreadableEvent(type);
    return *account;
}

Expectation FromTerms(const ReceivedEvent& event, const pb::PaymentTerms& terms,
                      PaymentState state) {
    const auto id = core::PaymentId::Parse(terms.payment_id());
    const auto currency = core::Currency::Parse(terms.amount().currency());
    if (!id || !currency || terms.amount().minor_units() <= 0)
        throw events::UnreadableEvent(event.type);
    return {.payment_id = *id,
            .version = event.version,
            .state = state,
            .debtor = AccountOf(terms.debtor(), *currency, event.type),
            .creditor = AccountOf(terms.creditor(), *currency, event.type),
            .amount = core::Money(*currency, terms.amount().minor_units()),
            .automatic_capture = terms.automatic_capture()};
}

// nullopt when the event is of another type.
template <class Fact>
std::optional<Expectation> ReadAs(const ReceivedEvent& event, PaymentState state) {
    Fact fact;
    if (!event.ReadAs(fact)) return std::nullopt;
    return FromTerms(event, fact.terms(), state);
}

std::optional<Expectation> ReadCapture(const ReceivedEvent& event) {
    pb::PaymentCaptureRequested fact;
    if (!event.ReadAs(fact)) return std::nullopt;
    auto expectation = FromTerms(event, fact.terms(), PaymentState::kCaptureRequested);
    if (fact.has_captured()) expectation.captured_minor = fact.captured().minor_units();
    return expectation;
}

std::optional<Expectation> ReadSettled(const ReceivedEvent& event) {
    pb::PaymentSettled fact;
    if (!event.ReadAs(fact)) return std::nullopt;
    auto expectation = FromTerms(event, fact.terms(), PaymentState::kSettled);
    if (fact.has_amount()) expectation.settled_minor = fact.amount().minor_units();
    return expectation;
}

}  // namespace

std::optional<Expectation> ReadExpectation(const ReceivedEvent& event) {
    if (auto read = ReadAs<pb::PaymentAuthorised>(event, PaymentState::kAuthorised)) return read;
    if (auto read = ReadSettled(event)) return read;
    if (auto read = ReadAs<pb::PaymentDeclined>(event, PaymentState::kDeclined)) return read;
    if (auto read = ReadCapture(event)) return read;
    if (auto read = ReadAs<pb::PaymentHeldForReview>(event, PaymentState::kInReview)) return read;
    if (auto read = ReadAs<pb::PaymentCancelled>(event, PaymentState::kCancelled)) return read;
    if (auto read = ReadAs<pb::PaymentFailed>(event, PaymentState::kFailed)) return read;
    if (auto read = ReadAs<pb::PaymentSubmitted>(event, PaymentState::kAtRail)) return read;
    if (auto read = ReadAs<pb::PaymentReturned>(event, PaymentState::kReturned)) return read;
    return ReadAs<pb::PaymentExpired>(event, PaymentState::kExpired);
}

}  // namespace clearway::reconciliation
