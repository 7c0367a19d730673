// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/case_messages.h"

#include "rpc/times.h"

namespace clearway::compliance {
namespace {

// Numbers of the domain's enumerations are those of the proto: both are stored.
static_assert(static_cast<int>(PartyRole::kDebtor) == v1::PARTY_ROLE_DEBTOR);
static_assert(static_cast<int>(PartyRole::kCreditor) == v1::PARTY_ROLE_CREDITOR);
static_assert(static_cast<int>(PartyRole::kHolder) == v1::PARTY_ROLE_HOLDER);
static_assert(static_cast<int>(Priority::kUrgent) == v1::CASE_PRIORITY_URGENT);
static_assert(static_cast<int>(PartyRole::kText) == v1::PARTY_ROLE_TEXT);
static_assert(static_cast<int>(SubjectKind::kAccount) == v1::SUBJECT_KIND_ACCOUNT);
static_assert(static_cast<int>(AlertKind::kManual) == v1::ALERT_KIND_MANUAL);
static_assert(static_cast<int>(CaseStatus::kOpen) == v1::CASE_STATUS_OPEN);
static_assert(static_cast<int>(CaseStatus::kCleared) == v1::CASE_STATUS_CLEARED);
static_assert(static_cast<int>(CaseStatus::kConfirmed) == v1::CASE_STATUS_CONFIRMED);

void Set(v1::Alert& to, const Alert& from) {
    to.set_alert_id(from.id.ToString());
    to.set_kind(static_cast<v1::AlertKind>(from.kind));
    to.set_rule(from.rule);
    to.set_list_version(from.list_version);
    to.set_reason_codes(from.reason_codes);
    *to.mutable_raised_at() = rpc::ToTimestamp(from.raised_at);
    to.set_evidence_sha256(core::ToHex(from.evidence_digest));
    to.set_raised_by(from.raised_by);
}

void SetWork(v1::Case& to, const Case& from) {
    to.set_assignee(from.assignee);
    to.set_priority(static_cast<v1::CasePriority>(from.priority));
    *to.mutable_waits_since() = rpc::ToTimestamp(from.waits_since);
    *to.mutable_due_at() = rpc::ToTimestamp(from.due_at);
    to.set_comment_count(from.comments);
    if (!from.proposal) return;
    auto& proposal = *to.mutable_proposal();
    proposal.set_decision(static_cast<v1::CaseStatus>(from.proposal->decision));
    proposal.set_proposed_by(from.proposal->by);
    proposal.set_note(from.proposal->note);
    *proposal.mutable_proposed_at() = rpc::ToTimestamp(from.proposal->at);
    to.set_awaits_second_operator(from.status == CaseStatus::kOpen);
}

}  // namespace

v1::Case ToProto(const Case& one) {
    v1::Case message;
    message.set_case_id(one.id.ToString());
    if (const auto payment = PaymentOf(one.subject)) message.set_payment_id(payment->ToString());
    message.set_status(static_cast<v1::CaseStatus>(one.status));
    for (const auto& match : one.matches) {
        auto* to = message.add_matches();
        to->set_role(static_cast<v1::PartyRole>(match.role));
        to->set_entry_number(match.entry_number);
        to->set_listed_name(match.listed_name);
        to->set_program(match.program);
        to->set_score(match.score);
    }
    message.set_list_version(one.list_version);
    *message.mutable_opened_at() = rpc::ToTimestamp(one.opened_at);
    if (one.resolved_at) *message.mutable_resolved_at() = rpc::ToTimestamp(*one.resolved_at);
    message.set_resolved_by(one.resolved_by);
    message.set_note(one.note);
    message.set_review_reason(one.review_reason);
    message.set_subject_kind(static_cast<v1::SubjectKind>(one.subject.kind));
    message.set_subject_id(one.subject.id.ToString());
    message.set_number(one.number);
    for (const auto& alert : one.alerts) Set(*message.add_alerts(), alert);
    SetWork(message, one);
    return message;
}

v1::Case ToProto(const CaseFile& file) {
    auto message = ToProto(file.opened);
    for (std::size_t i = 0; i < file.evidence.size(); ++i)
        if (file.evidence[i])
            message.mutable_alerts(static_cast<int>(i))->set_evidence(*file.evidence[i]);
    for (const auto& comment : file.comments) {
        auto& to = *message.add_comments();
        to.set_author(comment.author);
        *to.mutable_written_at() = rpc::ToTimestamp(comment.written_at);
        to.set_text(comment.text.value_or(""));
    }
    return message;
}

std::optional<CaseStatus> ReadStatus(v1::CaseStatus status) {
    if (status < v1::CASE_STATUS_OPEN || status > v1::CASE_STATUS_CONFIRMED) return std::nullopt;
    return static_cast<CaseStatus>(status);
}

std::optional<AlertKind> ReadKind(v1::AlertKind kind) {
    if (kind < v1::ALERT_KIND_PAYMENT || kind > v1::ALERT_KIND_MANUAL) return std::nullopt;
    return static_cast<AlertKind>(kind);
}

std::optional<Priority> ReadPriority(v1::CasePriority priority) {
    if (priority < v1::CASE_PRIORITY_NORMAL || priority > v1::CASE_PRIORITY_URGENT)
        return std::nullopt;
    return static_cast<Priority>(priority);
}

std::optional<SubjectKind> ReadSubjectKind(v1::SubjectKind kind) {
    if (kind < v1::SUBJECT_KIND_PAYMENT || kind > v1::SUBJECT_KIND_ACCOUNT) return std::nullopt;
    return static_cast<SubjectKind>(kind);
}

std::optional<PartyRole> ReadRole(v1::PartyRole role) {
    if (role < v1::PARTY_ROLE_DEBTOR || role > v1::PARTY_ROLE_CREDITOR) return std::nullopt;
    return static_cast<PartyRole>(role);
}

core::Result<core::CaseId> ReadCaseId(const std::string& text) {
    const auto id = core::CaseId::Parse(text);
    if (!id) return core::InvalidField("case_id", "A case id is a UUID.");
    return *id;
}

}  // namespace clearway::compliance
