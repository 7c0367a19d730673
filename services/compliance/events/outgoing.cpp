// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/events/outgoing.h"

#include <algorithm>

#include "clearway/compliance/v1/compliance_events.pb.h"
#include "services/compliance/domain/cases/case_words.h"

namespace clearway::compliance {
namespace {

std::vector<std::int64_t> EntryNumbers(const Case& one) {
    std::vector<std::int64_t> numbers;
    for (const auto& match : one.matches)
        if (match.entry_number != 0) numbers.push_back(match.entry_number);
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
}

// The payment's id stands only in facts about cases of payments.
template <class Message>
void SetSubject(const Case& one, Message& message) {
    message.set_case_id(one.id.ToString());
    if (const auto payment = PaymentOf(one.subject)) message.set_payment_id(payment->ToString());
    message.set_subject_kind(static_cast<v1::SubjectKind>(one.subject.kind));
    message.set_subject_id(one.subject.id.ToString());
}

template <class Message>
void SetAlert(const Alert& alert, Message& message) {
    message.set_alert_id(alert.id.ToString());
    message.set_alert_kind(static_cast<v1::AlertKind>(alert.kind));
    message.set_rule(alert.rule);
    message.set_evidence_sha256(std::string(core::AsBytes(alert.evidence_digest)));
}

std::string CauseOf(const v1::CaseOpened& opened, const Alert& alert) {
    if (opened.entry_numbers_size() > 0)
        return std::to_string(opened.entry_numbers_size()) + " entries of the list";
    const std::string word(WordOf(alert.kind));
    return opened.review_reason().empty() ? word : word + ": " + opened.review_reason();
}

events::NewEvent ToEvent(const CaseOpened& fact) {
    const auto& opened = fact.opened;
    v1::CaseOpened message;
    SetSubject(opened, message);
    for (const auto number : EntryNumbers(opened)) message.add_entry_numbers(number);
    message.set_list_version(opened.list_version);
    message.set_review_reason(opened.review_reason);
    SetAlert(fact.alert, message);
    return events::MakeEvent(opened.id.value, opened.version, message, {},
                             "case opened, " + CauseOf(message, fact.alert));
}

events::NewEvent ToEvent(const AlertAdded& fact) {
    v1::AlertAdded message;
    SetSubject(fact.after, message);
    SetAlert(fact.alert, message);
    return events::MakeEvent(fact.after.id.value, fact.after.version, message, {},
                             "evidence of a " + std::string(WordOf(fact.alert.kind)) + " added");
}

template <class Message>
events::NewEvent Resolved(const Case& resolved, const char* summary) {
    Message message;
    SetSubject(resolved, message);
    message.set_resolved_by(resolved.resolved_by);
    message.set_payment_unknown(PaymentOf(resolved.subject) && !resolved.payment_waits);
    return events::MakeEvent(resolved.id.value, resolved.version, message, {}, summary);
}

events::NewEvent ToEvent(const CaseResolved& fact) {
    switch (fact.resolved.status) {
        case CaseStatus::kConfirmed:
            return Resolved<v1::CaseConfirmed>(fact.resolved, "case confirmed by an operator");
        case CaseStatus::kCleared:
        case CaseStatus::kOpen: break;
    }
    return Resolved<v1::CaseCleared>(fact.resolved, "case cleared by an operator");
}

events::NewEvent ToEvent(const PaymentScreened& fact) {
    const auto& evidence = fact.evidence;
    v1::PaymentScreened message;
    message.set_payment_id(evidence.payment.ToString());
    message.set_outcome(evidence.outcome);
    message.set_list_version(evidence.list_version);
    return events::MakeEvent(ScreeningStream(evidence.payment), 1, message, {},
                             "screened: " + evidence.outcome);
}

}  // namespace

core::Uuid ScreeningStream(const core::PaymentId& payment) {
    return core::Uuid::Derive(payment.value, "screening");
}

events::NewEvent ToEvent(const CaseFact& fact) {
    auto event = std::visit([](const auto& one) { return ToEvent(one); }, fact.body);
    event.occurred_at = fact.at;
    event.traceparent = fact.traceparent;
    return event;
}

}  // namespace clearway::compliance
