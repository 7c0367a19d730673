// SPDX-License-Identifier: Apache-2.0
// What a bank may set about its cases: how many operators a decision needs, how long a case may
// wait.
#pragma once

#include <array>
#include <chrono>

#include "services/compliance/domain/cases/case_state.h"

namespace clearway::compliance {

enum class FourEyes {
    kListed,  // all but the review of a payment that no list and no rule about behaviour speaks of
    kAll,
};

struct CasePolicy {
    FourEyes four_eyes = FourEyes::kListed;
    // By AlertKind - 1, of normal priority; high has a half of it, urgent a quarter.
    std::array<std::chrono::hours, 6> terms{
        std::chrono::hours(24),   // payment: somebody waits for their money
        std::chrono::hours(24),   // review
        std::chrono::hours(72),   // onboarding
        std::chrono::hours(24),   // rescreening
        std::chrono::hours(720),  // monitoring: 30 days
        std::chrono::hours(720),  // manual
    };

    std::chrono::minutes TermOf(AlertKind kind, Priority priority) const;
};

// Whether its decision needs a second operator.
bool NeedsSecondOperator(const Case& one, const CasePolicy& policy);

// The earliest end of the terms of what came since it was opened last.
core::Timestamp DueAt(const Case& one, const CasePolicy& policy);

}  // namespace clearway::compliance
