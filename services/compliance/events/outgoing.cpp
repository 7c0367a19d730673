// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/events/outgoing.h"

#include <algorithm>
#include <set>

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
events::NewEvent Event(const Case& after, const Message& message, std::string summary) {
    return events::MakeEvent(after.id.value, after.version, message, {}, std::move(summary));
}

template <class Message>
void SetAlert(const Alert& alert, Message& message) {
    message.set_alert_id(alert.id.ToString());
    message.set_alert_kind(static_cast<v1::AlertKind>(alert.kind));
    message.set_rule(alert.rule);
    message.set_raised_by(alert.raised_by);
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
    return Event(opened, message, "case opened, " + CauseOf(message, fact.alert));
}

events::NewEvent ToEvent(const AlertAdded& fact) {
    v1::AlertAdded message;
    SetSubject(fact.after, message);
    SetAlert(fact.alert, message);
    return Event(fact.after, message,
                 "evidence of a " + std::string(WordOf(fact.alert.kind)) + " added");
}

events::NewEvent ToEvent(const CaseAssigned& fact) {
    v1::CaseAssigned message;
    SetSubject(fact.after, message);
    message.set_assignee(fact.after.assignee);
    message.set_assigned_by(fact.by);
    return Event(fact.after, message, "case assigned");
}

events::NewEvent ToEvent(const CasePrioritised& fact) {
    v1::CasePrioritised message;
    SetSubject(fact.after, message);
    message.set_priority(static_cast<v1::CasePriority>(fact.after.priority));
    message.set_prioritised_by(fact.by);
    return Event(fact.after, message,
                 "case of priority " + std::string(WordOf(fact.after.priority)));
}

events::NewEvent ToEvent(const CaseCommented& fact) {
    v1::CaseCommented message;
    SetSubject(fact.after, message);
    message.set_number(fact.after.comments);
    message.set_author(fact.by);
    return Event(fact.after, message, "case commented");
}

events::NewEvent ToEvent(const ReportDrafted& fact) {
    v1::ReportDrafted message;
    SetSubject(fact.after, message);
    message.set_reference(fact.report.reference);
    message.set_report_sha256(core::AsBytes(fact.report.digest));
    message.set_drafted_by(fact.report.by);
    return Event(fact.after, message, "report drafted");
}

events::NewEvent ToEvent(const DecisionProposed& fact) {
    v1::DecisionProposed message;
    SetSubject(fact.after, message);
    message.set_decision(std::string(WordOf(fact.after.proposal->decision)));
    message.set_proposed_by(fact.after.proposal->by);
    return Event(fact.after, message, "decision proposed: " + message.decision());
}

events::NewEvent ToEvent(const ProposalWithdrawn& fact) {
    v1::ProposalWithdrawn message;
    SetSubject(fact.after, message);
    message.set_decision(std::string(WordOf(fact.withdrawn.decision)));
    message.set_proposed_by(fact.withdrawn.by);
    message.set_withdrawn_by(fact.by);
    return Event(fact.after, message, "proposal withdrawn: " + message.decision());
}

// A match without an entry is a name that cannot be read: it says of nobody that he is listed.
std::set<core::Uuid> ListedParties(const Case& confirmed) {
    std::set<core::Uuid> parties;
    for (const auto& match : confirmed.StandingMatches())
        if (match.entry_number != 0 && !match.party.IsNil()) parties.insert(match.party);
    return parties;
}

template <class Message>
void SetResolution(const Case& resolved, Message& message) {
    SetSubject(resolved, message);
    message.set_resolved_by(resolved.resolved_by);
    if (resolved.proposal) message.set_proposed_by(resolved.proposal->by);
    message.set_payment_unknown(PaymentOf(resolved.subject) && !resolved.payment_waits);
    message.set_alerts(static_cast<std::int32_t>(resolved.alerts.size()));
}

events::NewEvent Confirmed(const CaseResolved& fact) {
    const auto& resolved = fact.resolved;
    v1::CaseConfirmed message;
    SetResolution(resolved, message);
    if (const auto matches = resolved.StandingMatches(); !matches.empty()) {
        message.set_matches(static_cast<std::int32_t>(matches.size()));
        message.set_list_version(resolved.list_version);
    }
    if (PaymentOf(resolved.subject) && !fact.again)
        for (const auto& party : ListedParties(resolved)) message.add_party_ids(party.ToString());
    return Event(resolved, message, "case confirmed by an operator");
}

events::NewEvent ToEvent(const CaseResolved& fact) {
    if (fact.resolved.status == CaseStatus::kConfirmed) return Confirmed(fact);
    v1::CaseCleared message;
    SetResolution(fact.resolved, message);
    return Event(fact.resolved, message, "case cleared by an operator");
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
