// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/cases/decide_alert.h"

#include <algorithm>
#include <sstream>
#include <string_view>

namespace clearway::compliance {
namespace {

// True when the case did not have all of it.
bool AddMatches(Case& known, const std::vector<CaseMatch>& matches) {
    bool added = false;
    for (const auto& match : matches) {
        const bool present =
            std::any_of(known.matches.begin(), known.matches.end(), [&](const CaseMatch& other) {
                return other.role == match.role && other.entry_number == match.entry_number &&
                       other.party_digest == match.party_digest;
            });
        if (present) continue;
        known.matches.push_back(match);
        added = true;
    }
    return added;
}

bool HasCode(std::string_view codes, std::string_view code) {
    return (',' + std::string(codes) + ',').find(',' + std::string(code) + ',') !=
           std::string::npos;
}

// True when the case did not have all of them.
bool AddReasons(Case& known, const std::string& codes) {
    bool added = false;
    std::istringstream stream(codes);
    for (std::string code; std::getline(stream, code, ',');) {
        if (code.empty() || HasCode(known.review_reason, code)) continue;
        known.review_reason += (known.review_reason.empty() ? "" : ",") + code;
        added = true;
    }
    return added;
}

void OpenAgain(Case& one, core::Timestamp at) {
    one.status = CaseStatus::kOpen;
    one.waits_since = at;
    one.resolved_at.reset();
    one.resolved_by.clear();
    one.note.clear();
}

bool HasAlert(const Case& known, const core::Uuid& id) {
    return std::any_of(known.alerts.begin(), known.alerts.end(),
                       [&](const Alert& alert) { return alert.id == id; });
}

Alert AlertOf(const RaiseAlert& command, const core::Sha256Digest& evidence_digest) {
    return {.id = command.alert_id,
            .kind = command.kind,
            .rule = command.rule,
            .list_version = command.list_version,
            .reason_codes = command.reason_codes,
            .raised_at = command.at,
            .raised_by = command.raised_by,
            .evidence_digest = evidence_digest};
}

bool IsWaiting(const RaiseAlert& command) {
    return command.kind == AlertKind::kReview && PaymentOf(command.subject);
}

CaseDecision Begin(const RaiseAlert& command, const Alert& alert, const CasePolicy& policy,
                   std::int32_t number) {
    CaseDecision decision{.after = {.id = DeriveCaseId(command.subject, number),
                                    .subject = command.subject,
                                    .number = number,
                                    .alerts = {alert},
                                    .matches = command.matches,
                                    .list_version = command.list_version,
                                    .review_reason = command.reason_codes,
                                    .opened_at = command.at,
                                    .payment_waits = IsWaiting(command),
                                    .priority = command.priority,
                                    .waits_since = command.at}};
    decision.alert_added = true;
    decision.after.due_at = DueAt(decision.after, policy);
    decision.Tell([&](const Case& after) { return CaseOpened{after, alert}; });
    return decision;
}

// The case with what the alert tells, open; the fact says by which alert. Who proposed a decision
// did not know of it.
CaseDecision Add(const Case& known, const RaiseAlert& command, const Alert& alert,
                 const CasePolicy& policy) {
    CaseDecision decision{.after = known, .alert_added = true};
    auto& after = decision.after;
    after.alerts.push_back(alert);
    if (AddMatches(after, command.matches)) after.list_version = command.list_version;
    AddReasons(after, command.reason_codes);
    if (IsWaiting(command)) after.payment_waits = true;
    if (after.status != CaseStatus::kOpen) OpenAgain(after, command.at);
    after.proposal.reset();
    after.priority = std::max(after.priority, command.priority);
    after.due_at = DueAt(after, policy);
    decision.Tell([&](const Case& now) { return CaseOpened{now, alert}; });
    return decision;
}

// The payment waits for a case that knows all that the review says.
CaseDecision BeginToWait(const Case& known, const Alert& alert) {
    CaseDecision decision{.after = known, .alert_added = true};
    decision.after.alerts.push_back(alert);
    decision.after.payment_waits = true;
    decision.Tell([&](const Case& after) { return AlertAdded{after, alert}; });
    if (decision.after.status != CaseStatus::kOpen)
        decision.Tell([](const Case& after) { return CaseResolved{after, true}; });
    return decision;
}

bool TellsSomethingNew(Case known, const RaiseAlert& command) {
    const bool matches = AddMatches(known, command.matches);
    return AddReasons(known, command.reason_codes) || matches;
}

CaseDecision AddToPayment(const Case& known, const RaiseAlert& command, const Alert& alert,
                          const CasePolicy& policy) {
    // A screening or a review is known by what it found; of other alerts each is news.
    const bool by_finding =
        command.kind == AlertKind::kPayment || command.kind == AlertKind::kReview;
    if (!by_finding || TellsSomethingNew(known, command)) return Add(known, command, alert, policy);
    if (IsWaiting(command) && !known.payment_waits) return BeginToWait(known, alert);
    return {.after = known};
}

}  // namespace

RaiseAlert InNextCase(RaiseAlert command, const std::optional<Case>& latest) {
    auto number = latest ? latest->number : 1;
    if (latest && latest->status != CaseStatus::kOpen) ++number;
    command.alert_id = core::Uuid::Derive(command.alert_id, std::to_string(number));
    return command;
}

CaseDecision DecideRaise(const std::optional<Case>& known, const RaiseAlert& command,
                         const core::Sha256Digest& evidence_digest, const CasePolicy& policy) {
    if (known && HasAlert(*known, command.alert_id)) return {.after = *known};
    const auto alert = AlertOf(command, evidence_digest);
    if (!known) return Begin(command, alert, policy, 1);
    if (PaymentOf(known->subject)) return AddToPayment(*known, command, alert, policy);
    if (known->status != CaseStatus::kOpen) return Begin(command, alert, policy, known->number + 1);
    return Add(*known, command, alert, policy);
}

}  // namespace clearway::compliance
