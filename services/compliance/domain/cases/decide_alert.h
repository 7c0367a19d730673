// SPDX-License-Identifier: Apache-2.0
// What an alert does to the cases of its subject.
#pragma once

#include <optional>

#include "services/compliance/domain/cases/case_decision.h"

namespace clearway::compliance {

// An alert about what lasts has an id in each case of its subject: raising it again changes nothing
// while its case is open, and what is so when that is resolved, still or again, is news. `latest`
// is the subject's.
RaiseAlert InNextCase(RaiseAlert command, const std::optional<Case>& latest);

// Never refuses. `known` is the case that has this alert, else the subject's latest.
//
// The same alert again changes nothing. A payment has one case: what it knows already adds nothing
// to it, what it does not know opens it again, and a decision that came before the payment waited
// for it is announced again, once it waits. Of other subjects each alert is news: it joins the open
// case, or opens the next one. What is new withdraws a proposed decision.
CaseDecision DecideRaise(const std::optional<Case>& known, const RaiseAlert& command,
                         const core::Sha256Digest& evidence_digest, const CasePolicy& policy);

}  // namespace clearway::compliance
