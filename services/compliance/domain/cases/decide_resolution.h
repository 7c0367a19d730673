// SPDX-License-Identifier: Apache-2.0
// What operators' decisions do to a case. Where the policy asks for a second operator, the first
// one proposes, and only the second one's same decision takes effect.
#pragma once

#include <optional>

#include "services/compliance/domain/cases/case_decision.h"

namespace clearway::compliance {

// A decision is final about what the operators saw: the same again answers the same, and so does
// the same proposal of the same operator: whoever heard no answer asks again. Another decision than
// the proposed one withdraws the proposal, whoever makes it: the case is open again. Errors:
// kCaseNotFound, kInvalidArgument (no decision), kCaseAlreadyResolved (the other decision),
// kSecondOperatorNeeded (the operator raised an alert of the case by hand, and approves).
core::Result<CaseDecision> DecideResolve(const std::optional<Case>& known,
                                         const ResolveCase& command, const CasePolicy& policy);

}  // namespace clearway::compliance
