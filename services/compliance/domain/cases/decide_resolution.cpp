// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/cases/decide_resolution.h"

#include <algorithm>

namespace clearway::compliance {
namespace {

bool HasRaised(const Case& one, const std::string& by) {
    return std::ranges::any_of(one.alerts,
                               [&](const Alert& alert) { return alert.raised_by == by; });
}

bool IsProposedBy(const Case& one, const std::string& by) { return one.proposal->by == by; }

CaseDecision Propose(const Case& known, const ResolveCase& command) {
    CaseDecision decision{.after = known};
    decision.after.proposal = Proposal{.decision = command.decision,
                                       .by = command.resolved_by,
                                       .note = command.note,
                                       .at = command.at};
    decision.Tell([](const Case& after) { return DecisionProposed{after}; });
    return decision;
}

CaseDecision Withdraw(const Case& known, const ResolveCase& command) {
    CaseDecision decision{.after = known};
    decision.after.proposal.reset();
    decision.Tell([&](const Case& after) {
        return ProposalWithdrawn{after, *known.proposal, command.resolved_by};
    });
    return decision;
}

CaseDecision Resolve(const Case& known, const ResolveCase& command) {
    CaseDecision decision{.after = known};
    auto& after = decision.after;
    after.status = command.decision;
    after.resolved_at = command.at;
    after.resolved_by = command.resolved_by;
    after.note = command.note;
    if (command.decision == CaseStatus::kCleared) after.cleared_matches = after.matches.size();
    decision.Tell([](const Case& now) { return CaseResolved{now}; });
    return decision;
}

}  // namespace

core::Result<CaseDecision> DecideResolve(const std::optional<Case>& known,
                                         const ResolveCase& command, const CasePolicy& policy) {
    if (!known) return core::ErrorCode::kCaseNotFound;
    if (command.decision == CaseStatus::kOpen)
        return core::InvalidField("decision", "A case is cleared or confirmed.");
    if (known->status == command.decision) return CaseDecision{.after = *known};
    if (known->status != CaseStatus::kOpen) return core::ErrorCode::kCaseAlreadyResolved;
    if (!known->proposal) {
        if (NeedsSecondOperator(*known, policy)) return Propose(*known, command);
        return Resolve(*known, command);
    }
    if (known->proposal->decision != command.decision) return Withdraw(*known, command);
    if (IsProposedBy(*known, command.resolved_by)) return CaseDecision{.after = *known};
    // Who raised an alert has seen the case once: the second pair of eyes is another's.
    if (HasRaised(*known, command.resolved_by)) return core::ErrorCode::kSecondOperatorNeeded;
    return Resolve(*known, command);
}

}  // namespace clearway::compliance
