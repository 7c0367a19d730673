// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/cases/decide_work.h"

namespace clearway::compliance {
namespace {

core::Error Resolved() {
    return {.code = core::ErrorCode::kCaseAlreadyResolved, .detail = "The case is resolved."};
}

}  // namespace

core::Result<CaseDecision> DecideAssign(const std::optional<Case>& known,
                                        const AssignCase& command) {
    if (!known) return core::ErrorCode::kCaseNotFound;
    CaseDecision decision{.after = *known};
    if (known->assignee == command.assignee) return decision;
    if (known->status != CaseStatus::kOpen) return Resolved();
    decision.after.assignee = command.assignee;
    decision.Tell([&](const Case& after) { return CaseAssigned{after, command.by}; });
    return decision;
}

core::Result<CaseDecision> DecidePrioritise(const std::optional<Case>& known,
                                            const PrioritiseCase& command,
                                            const CasePolicy& policy) {
    if (!known) return core::ErrorCode::kCaseNotFound;
    CaseDecision decision{.after = *known};
    if (known->priority == command.priority) return decision;
    if (known->status != CaseStatus::kOpen) return Resolved();
    decision.after.priority = command.priority;
    decision.after.due_at = DueAt(decision.after, policy);
    decision.Tell([&](const Case& after) { return CasePrioritised{after, command.by}; });
    return decision;
}

core::Result<CaseDecision> DecideComment(const std::optional<Case>& known,
                                         const CommentCase& command) {
    if (!known) return core::ErrorCode::kCaseNotFound;
    CaseDecision decision{.after = *known};
    ++decision.after.comments;
    decision.Tell([&](const Case& after) { return CaseCommented{after, command.by}; });
    return decision;
}

core::Result<CaseDecision> DecideReport(const std::optional<Case>& known,
                                        const NoteReport& command) {
    if (!known) return core::ErrorCode::kCaseNotFound;
    CaseDecision decision{.after = *known};
    decision.Tell([&](const Case& after) { return ReportDrafted{after, command}; });
    return decision;
}

}  // namespace clearway::compliance
