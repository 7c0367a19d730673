// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/cases/case_policy.h"

#include <algorithm>

namespace clearway::compliance {
namespace {

// A screening or a review of a payment; whether the list speaks of it, its matches tell.
bool IsOfPayment(const Alert& alert) {
    return alert.kind == AlertKind::kPayment || alert.kind == AlertKind::kReview;
}

}  // namespace

std::chrono::minutes CasePolicy::TermOf(AlertKind kind, Priority priority) const {
    const std::chrono::minutes term = terms.at(static_cast<std::size_t>(kind) - 1);
    switch (priority) {
        case Priority::kNormal: return term;
        case Priority::kHigh: return term / 2;
        case Priority::kUrgent: return term / 4;
    }
    return term;
}

bool NeedsSecondOperator(const Case& one, const CasePolicy& policy) {
    if (policy.four_eyes == FourEyes::kAll) return true;
    return !one.matches.empty() || !std::ranges::all_of(one.alerts, IsOfPayment);
}

core::Timestamp DueAt(const Case& one, const CasePolicy& policy) {
    auto due = one.waits_since + policy.TermOf(AlertKind::kManual, one.priority);
    for (const auto& alert : one.alerts)
        if (alert.raised_at >= one.waits_since)
            due = std::min(due, alert.raised_at + policy.TermOf(alert.kind, one.priority));
    return due;
}

}  // namespace clearway::compliance
