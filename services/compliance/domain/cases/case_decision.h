// SPDX-License-Identifier: Apache-2.0
// What becomes of a case by one command. Decisions about cases are pure: no clock, no store.
#pragma once

#include <vector>

#include "core/result.h"
#include "services/compliance/domain/cases/case_fact.h"
#include "services/compliance/domain/cases/case_policy.h"

namespace clearway::compliance {

struct CaseDecision {
    Case after;
    bool changed = false;
    bool alert_added = false;              // the last of after.alerts is new
    std::vector<CaseFactBody> facts = {};  // of versions up to after.version

    // `fact` is made from the case as it is now; the version moves on for it.
    template <class Make>
    void Tell(Make fact) {
        changed = true;
        ++after.version;
        facts.emplace_back(fact(after));
    }
};

}  // namespace clearway::compliance
