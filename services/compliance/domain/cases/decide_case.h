// SPDX-License-Identifier: Apache-2.0
// What a command does to a case. Pure: no clock, no store. An operator's decision is final, a
// second one of the same kind answers the same.
#pragma once

#include <optional>

#include "core/result.h"
#include "services/compliance/domain/cases/case.h"

namespace clearway::compliance {

struct CaseDecision {
    Case after;
    bool changed = false;  // then there is a fact with version after.version
};

// Never refuses: a resolved case stays as it is, a known match adds nothing.
CaseDecision DecideOpen(const std::optional<Case>& known, const OpenCase& command);

// Errors: kCaseNotFound, kInvalidArgument (no decision), kCaseAlreadyResolved (the other decision).
core::Result<CaseDecision> DecideResolve(const std::optional<Case>& known,
                                         const ResolveCase& command);

}  // namespace clearway::compliance
