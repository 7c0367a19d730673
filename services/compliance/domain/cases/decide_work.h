// SPDX-License-Identifier: Apache-2.0
// What operators do with a case before and beside its decision. Each of it is a fact.
#pragma once

#include <optional>

#include "services/compliance/domain/cases/case_decision.h"

namespace clearway::compliance {

// Errors of all: kCaseNotFound. What is so already changes nothing.

// Errors: kCaseAlreadyResolved.
core::Result<CaseDecision> DecideAssign(const std::optional<Case>& known,
                                        const AssignCase& command);
// Moves the deadline, too. Errors: kCaseAlreadyResolved.
core::Result<CaseDecision> DecidePrioritise(const std::optional<Case>& known,
                                            const PrioritiseCase& command,
                                            const CasePolicy& policy);
// Also of a resolved case.
core::Result<CaseDecision> DecideComment(const std::optional<Case>& known,
                                         const CommentCase& command);
core::Result<CaseDecision> DecideReport(const std::optional<Case>& known,
                                        const NoteReport& command);

}  // namespace clearway::compliance
