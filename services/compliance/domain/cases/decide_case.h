// SPDX-License-Identifier: Apache-2.0
// What a command does to a case. Pure: no clock, no store. An operator's decision is final about
// what the operator saw, a second one of the same kind answers the same.
#pragma once

#include <optional>

#include "core/result.h"
#include "services/compliance/domain/cases/case.h"

namespace clearway::compliance {

struct CaseDecision {
    Case after;
    bool changed = false;
    bool announced = false;  // there is a fact with version after.version
};

// Never refuses. What the case knows adds nothing; a match or reason that it does not know opens it
// again. A decision that came before the payment waited for it is announced again, once it waits.
CaseDecision DecideOpen(const std::optional<Case>& known, const OpenCase& command);

// Errors: kCaseNotFound, kInvalidArgument (no decision), kCaseAlreadyResolved (the other decision).
core::Result<CaseDecision> DecideResolve(const std::optional<Case>& known,
                                         const ResolveCase& command);

}  // namespace clearway::compliance
