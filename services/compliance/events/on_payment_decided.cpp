// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/events/on_payment_decided.h"

#include "clearway/payment/v1/payment_events.pb.h"

namespace clearway::compliance {
namespace {

namespace pb = payment::v1;

constexpr char kNotScreened[] = "unavailable";
constexpr char kHit[] = "hit";
constexpr char kUnspecifiedReason[] = "unspecified";

core::PaymentId PaymentOf(const events::ReceivedEvent& event, const pb::PaymentTerms& terms) {
    const auto id = core::PaymentId::Parse(terms.payment_id());
    if (!id) throw events::UnreadableEvent(event.type);
    return *id;
}

RecordScreening Evidence(const events::ReceivedEvent& event, const pb::PaymentTerms& terms,
                         const pb::DecisionEvidence& evidence) {
    const auto& outcome = evidence.screening_outcome();
    const auto& ordered = terms.created_at();
    return {.payment = PaymentOf(event, terms),
            .outcome = outcome.empty() ? kNotScreened : outcome,
            .list_version = evidence.screening_list_version(),
            .ordered_at = core::FromMicros(ordered.seconds() * 1'000'000 + ordered.nanos() / 1'000),
            .at = event.occurred_at,
            .traceparent = event.traceparent};
}

// With the checks that were not made: an operator is to know that nobody screened or scored.
std::string ReasonCodes(const pb::PaymentHeldForReview& held) {
    std::string codes;
    const auto add = [&codes](const std::string& code) {
        if (!codes.empty()) codes += ',';
        codes += code;
    };
    for (const auto& reason : held.reasons()) add(reason.code());
    for (const auto& degradation : held.evidence().degradations()) add(degradation);
    return codes.empty() ? kUnspecifiedReason : codes;
}

std::vector<CaseCommand> ForReview(const events::ReceivedEvent& event,
                                   const pb::PaymentHeldForReview& held) {
    // A hit is in its case since the screening; every other review brings its reasons here, so that
    // operators have one queue.
    const auto& evidence = held.evidence();
    const bool in_case = evidence.screening_outcome() == kHit;
    return {Evidence(event, held.terms(), evidence),
            OpenCase{.payment = PaymentOf(event, held.terms()),
                     .list_version = evidence.screening_list_version(),
                     .review_reason = in_case ? std::string() : ReasonCodes(held),
                     .payment_waits = true,
                     .at = event.occurred_at,
                     .traceparent = event.traceparent}};
}

}  // namespace

std::vector<CaseCommand> CommandsFor(const events::ReceivedEvent& event) {
    pb::PaymentAuthorised authorised;
    if (event.ReadAs(authorised))
        return {Evidence(event, authorised.terms(), authorised.evidence())};
    pb::PaymentDeclined declined;
    if (event.ReadAs(declined)) return {Evidence(event, declined.terms(), declined.evidence())};
    pb::PaymentHeldForReview held;
    if (event.ReadAs(held)) return ForReview(event, held);
    return {};
}

}  // namespace clearway::compliance
