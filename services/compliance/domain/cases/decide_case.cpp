// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/cases/decide_case.h"

#include <algorithm>

namespace clearway::compliance {
namespace {

// True when the case did not have all of it.
bool AddMatches(Case& known, const std::vector<CaseMatch>& matches) {
    bool added = false;
    for (const auto& match : matches) {
        const bool present = std::any_of(
            known.matches.begin(), known.matches.end(), [&](const CaseMatch& other) {
                return other.role == match.role && other.entry_number == match.entry_number &&
                       other.party_digest == match.party_digest;
            });
        if (present) continue;
        known.matches.push_back(match);
        added = true;
    }
    return added;
}

}  // namespace

CaseDecision DecideOpen(const std::optional<Case>& known, const OpenCase& command) {
    if (!known) {
        return {.after = {.id = core::DeriveCaseId(command.payment),
                          .payment = command.payment,
                          .status = CaseStatus::kOpen,
                          .matches = command.matches,
                          .list_version = command.list_version,
                          .review_reason = command.review_reason,
                          .opened_at = command.at,
                          .version = 1},
                .changed = true};
    }
    CaseDecision decision{.after = *known};
    if (known->status != CaseStatus::kOpen) return decision;
    auto& after = decision.after;
    decision.changed = AddMatches(after, command.matches);
    if (decision.changed) after.list_version = command.list_version;
    if (after.review_reason.empty() && !command.review_reason.empty()) {
        after.review_reason = command.review_reason;
        decision.changed = true;
    }
    if (decision.changed) ++after.version;
    return decision;
}

core::Result<CaseDecision> DecideResolve(const std::optional<Case>& known,
                                         const ResolveCase& command) {
    if (!known) return core::ErrorCode::kCaseNotFound;
    if (command.decision == CaseStatus::kOpen)
        return core::InvalidField("decision", "A case is cleared or confirmed.");
    CaseDecision decision{.after = *known};
    if (known->status == command.decision) return decision;
    if (known->status != CaseStatus::kOpen) return core::ErrorCode::kCaseAlreadyResolved;
    auto& after = decision.after;
    after.status = command.decision;
    after.resolved_at = command.at;
    after.resolved_by = command.resolved_by;
    after.note = command.note;
    ++after.version;
    decision.changed = true;
    return decision;
}

}  // namespace clearway::compliance
