// SPDX-License-Identifier: Apache-2.0
// What a command does to a case. Pure: no clock, no store. An operator's decision is final about
// what the operator saw, a second one of the same kind answers the same.
#pragma once

#include <optional>
#include <vector>

#include "core/result.h"
#include "services/compliance/domain/cases/case_fact.h"

namespace clearway::compliance {

struct CaseDecision {
    Case after;
    bool changed = false;
    bool alert_added = false;              // the last of after.alerts is new
    std::vector<CaseFactBody> facts = {};  // of versions up to after.version
};

// Never refuses. `known` is the case that has this alert, else the subject's latest.
//
// The same alert again changes nothing. A payment has one case: what it knows already adds nothing
// to it, what it does not know opens it again, and a decision that came before the payment waited
// for it is announced again, once it waits. Of other subjects each alert is news: it joins the open
// case, or opens the next one.
CaseDecision DecideRaise(const std::optional<Case>& known, const RaiseAlert& command,
                         const core::Sha256Digest& evidence_digest);

// Errors: kCaseNotFound, kInvalidArgument (no decision), kCaseAlreadyResolved (the other decision).
core::Result<CaseDecision> DecideResolve(const std::optional<Case>& known,
                                         const ResolveCase& command);

}  // namespace clearway::compliance
