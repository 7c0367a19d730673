// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/events/consumed_facts.h"

#include "clearway/fraud/v1/fraud_events.pb.h"
#include "clearway/payment/v1/payment_events.pb.h"
#include "events/reactions.h"
#include "rpc/times.h"

namespace clearway::fraud {

namespace {

namespace pb = payment::v1;

EntityKey PartyKey(const pb::PartyReference& party) {
    return EntityKeyOf(party.account_id().empty() ? party.party_token() : party.account_id());
}

Attempt ToAttempt(const pb::PaymentTerms& terms, const std::string& type) {
    const auto id = core::PaymentId::Parse(terms.payment_id());
    const auto currency = core::Currency::Parse(terms.amount().currency());
    const auto created_at = rpc::FromTimestamp(terms.created_at());
    if (!id || !currency || terms.amount().minor_units() <= 0 || !terms.has_created_at() ||
        !created_at)
        throw events::UnreadableEvent(type);
    const auto device =
        terms.device_id().empty() ? std::nullopt : std::optional(EntityKeyOf(terms.device_id()));
    const auto terminal = terms.terminal_id().empty()
                              ? std::nullopt
                              : std::optional(EntityKeyOf(terms.terminal_id()));
    return {.payment_id = *id,
            .payer = PartyKey(terms.debtor()),
            .payee = PartyKey(terms.creditor()),
            .device = device,
            .terminal = terminal,
            .amount = core::Money(*currency, terms.amount().minor_units()),
            .created_at = *created_at,
            .payment_file = core::Uuid::Parse(terms.payment_file_id())};
}

DecidedPayment ToDecision(const events::ReceivedEvent& event, const pb::PaymentTerms& terms,
                          const pb::DecisionEvidence& evidence, const char* outcome) {
    DecidedPayment decision{.attempt = ToAttempt(terms, event.type),
                            .outcome = outcome,
                            .score = evidence.fraud_score(),
                            .policy_version = evidence.fraud_policy_version(),
                            .model_version = evidence.fraud_model_version(),
                            .reasons = {},
                            .contributions = {},
                            .decided_at = event.occurred_at,
                            .traceparent = event.traceparent,
                            .partner_id = terms.partner_id()};
    for (const auto& reason : evidence.fraud_reasons())
        decision.reasons.push_back({reason.code(), reason.message(), reason.iso_code()});
    for (const auto& contribution : evidence.fraud_contributions())
        decision.contributions.push_back(
            {contribution.feature(), contribution.value(), contribution.log_odds_millionths()});
    return decision;
}

using Commands = std::vector<RecorderCommand>;

// Why the payment waits, with the checks that were not made.
std::string ReasonCodes(const pb::PaymentHeldForReview& held) {
    std::string codes;
    const auto add = [&codes](const std::string& code) {
        codes.append(codes.empty() ? "" : ",").append(code);
    };
    for (const auto& reason : held.reasons()) add(reason.code());
    for (const auto& degradation : held.evidence().degradations()) add(degradation);
    return codes;
}

// Only a later fact of a payment can end a review: those of a first decision cost no statement.
template <class Fact>
void AddEnd(const Fact& fact, const events::ReceivedEvent& event, const char* outcome,
            Commands& commands) {
    if (event.version == 1) return;
    const auto payment = core::PaymentId::Parse(fact.terms().payment_id());
    if (!payment) throw events::UnreadableEvent(event.type);
    commands.push_back(EndReview{*payment, event.occurred_at, outcome});
}

Commands OnAuthorised(const pb::PaymentAuthorised& fact, const events::ReceivedEvent& event) {
    Commands commands{ToDecision(event, fact.terms(), fact.evidence(), "authorised")};
    AddEnd(fact, event, "authorised", commands);
    return commands;
}

Commands OnDeclined(const pb::PaymentDeclined& fact, const events::ReceivedEvent& event) {
    Commands commands{ToDecision(event, fact.terms(), fact.evidence(), "declined")};
    AddEnd(fact, event, "declined", commands);
    return commands;
}

Commands OnCancelled(const pb::PaymentCancelled& fact, const events::ReceivedEvent& event) {
    Commands commands;
    AddEnd(fact, event, "cancelled", commands);
    return commands;
}

Commands OnHeldForReview(const pb::PaymentHeldForReview& fact, const events::ReceivedEvent& event) {
    auto decision = ToDecision(event, fact.terms(), fact.evidence(), "in_review");
    OpenReview open{{.payment = decision.attempt.payment_id,
                     .opened_at = event.occurred_at,
                     .score = decision.score,
                     .reasons = ReasonCodes(fact)}};
    Commands commands;
    commands.emplace_back(std::move(decision));
    commands.emplace_back(std::move(open));
    return commands;
}

Commands OnReported(const v1::FraudReported& fact, const events::ReceivedEvent& event) {
    const auto payment = core::PaymentId::Parse(fact.payment_id());
    if (!payment) throw events::UnreadableEvent(event.type);
    return {LearnReport{*payment}};
}

using Reactions = events::Reactions<Commands>;

const Reactions& OnFacts() {
    static const Reactions reactions = Reactions()
                                           .On(OnAuthorised)
                                           .On(OnDeclined)
                                           .On(OnCancelled)
                                           .On(OnHeldForReview)
                                           .On(OnReported);
    return reactions;
}

}  // namespace

std::vector<std::string> TypesOfInterest() { return OnFacts().Types(); }

std::vector<RecorderCommand> CommandsOf(const events::ReceivedEvent& event) {
    return OnFacts().To(event);
}

}  // namespace clearway::fraud
