// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/events/payment_assessed.h"

#include "clearway/fraud/v1/fraud_events.pb.h"

namespace clearway::fraud {

events::NewEvent ToEvent(const DecidedPayment& decision) {
    v1::PaymentAssessed fact;
    fact.set_payment_id(decision.attempt.payment_id.ToString());
    fact.set_score(decision.score);
    fact.set_outcome(decision.outcome);
    fact.set_policy_version(decision.policy_version);
    fact.set_model_version(decision.model_version);
    for (const auto& contribution : decision.contributions) {
        auto* added = fact.add_contributions();
        added->set_feature(contribution.feature);
        added->set_value(contribution.value);
        added->set_log_odds_millionths(contribution.log_odds_millionths);
    }
    std::string codes;
    for (const auto& reason : decision.reasons) {
        auto* added = fact.add_reasons();
        added->set_code(reason.code);
        added->set_message(reason.message);
        added->set_iso_code(reason.iso_code);
        codes += (codes.empty() ? ": " : ", ") + reason.code;
    }
    auto summary = decision.score < 0 ? std::string("decided without a score")
                                      : "scored " + std::to_string(decision.score) + codes;
    auto event = events::MakeEvent(AssessmentStream(decision.attempt.payment_id), 1, fact,
                                   decision.decided_at, std::move(summary));
    event.traceparent = decision.traceparent;
    return event;
}

KeptAssessment ReadAssessment(const events::StoredEvent& event) {
    v1::PaymentAssessed fact;
    if (event.type != fact.GetTypeName() || !fact.ParseFromString(event.payload))
        throw events::UnreadableEvent(fact.GetTypeName());
    KeptAssessment kept{.outcome = fact.outcome(),
                        .score = fact.score(),
                        .policy_version = fact.policy_version(),
                        .model_version = fact.model_version(),
                        .decided_at = event.occurred_at};
    for (const auto& reason : fact.reasons())
        kept.reasons.push_back({reason.code(), reason.message(), reason.iso_code()});
    for (const auto& contribution : fact.contributions())
        kept.contributions.push_back(
            {contribution.feature(), contribution.value(), contribution.log_odds_millionths()});
    return kept;
}

}  // namespace clearway::fraud
