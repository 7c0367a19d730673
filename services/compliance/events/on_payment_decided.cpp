// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/events/on_payment_decided.h"

#include <google/protobuf/util/json_util.h>

#include "clearway/payment/v1/payment_events.pb.h"
#include "rpc/times.h"

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
    const auto ordered_at = rpc::FromTimestamp(terms.created_at());
    if (!ordered_at) throw events::UnreadableEvent(event.type);
    return {.payment = PaymentOf(event, terms),
            .outcome = outcome.empty() ? kNotScreened : outcome,
            .list_version = evidence.screening_list_version(),
            .ordered_at = *ordered_at,
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

// Whom the payment is of: an account stands for its holder. What cannot be read is nobody.
std::vector<core::Uuid> PersonsOf(const pb::PaymentTerms& terms) {
    std::vector<core::Uuid> persons;
    for (const auto* party : {&terms.debtor(), &terms.creditor()}) {
        const auto& id = party->account_id().empty() ? party->party_token() : party->account_id();
        if (const auto person = core::Uuid::Parse(id)) persons.push_back(*person);
    }
    return persons;
}

// The review as payment published it: its terms, its reasons, what was checked. Nothing personal.
std::string JsonOf(const pb::PaymentHeldForReview& held) {
    google::protobuf::util::JsonPrintOptions options;
    options.preserve_proto_field_names = true;
    std::string text;
    if (!google::protobuf::util::MessageToJsonString(held, &text, options).ok())
        throw events::UnreadableEvent(held.GetTypeName());
    return text;
}

std::vector<CaseCommand> ForReview(const events::ReceivedEvent& event,
                                   const pb::PaymentHeldForReview& held) {
    // A hit is in its case since the screening; every other review brings its reasons here, so that
    // operators have one queue.
    const auto& evidence = held.evidence();
    const bool in_case = evidence.screening_outcome() == kHit;
    const auto payment = PaymentOf(event, held.terms());
    auto codes = in_case ? std::string() : ReasonCodes(held);
    return {Evidence(event, held.terms(), evidence),
            RaiseAlert{.alert_id = core::Uuid::Derive(payment.value, "review/" + codes),
                       .kind = AlertKind::kReview,
                       .subject = SubjectOf(payment),
                       .list_version = evidence.screening_list_version(),
                       .reason_codes = std::move(codes),
                       .persons = PersonsOf(held.terms()),
                       .evidence = JsonOf(held),
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
