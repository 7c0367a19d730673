// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/cases/decide_case.h"

#include <algorithm>
#include <sstream>
#include <string_view>

namespace clearway::compliance {
namespace {

// True when the case did not have all of it.
bool AddMatches(Case& known, const std::vector<CaseMatch>& matches) {
    bool added = false;
    for (const auto& match : matches) {
        const bool present = std::any_of(
            known.matches.begin(), known.matches.end(), [&](const CaseMatch& other) {
                return other.role == match.role && other.entry_number == match.entry_number &&
                       other.party_digest == match.party_digest;
            });
        if (present) continue;
        known.matches.push_back(match);
        added = true;
    }
    return added;
}

bool HasCode(std::string_view codes, std::string_view code) {
    return (',' + std::string(codes) + ',').find(',' + std::string(code) + ',') !=
           std::string::npos;
}

// True when the case did not have all of them.
bool AddReasons(Case& known, const std::string& codes) {
    bool added = false;
    std::istringstream stream(codes);
    for (std::string code; std::getline(stream, code, ',');) {
        if (code.empty() || HasCode(known.review_reason, code)) continue;
        known.review_reason += (known.review_reason.empty() ? "" : ",") + code;
        added = true;
    }
    return added;
}

void OpenAgain(Case& one) {
    one.status = CaseStatus::kOpen;
    one.resolved_at.reset();
    one.resolved_by.clear();
    one.note.clear();
}

}  // namespace

CaseDecision DecideOpen(const std::optional<Case>& known, const OpenCase& command) {
    if (!known) {
        return {.after = {.id = core::DeriveCaseId(command.payment),
                          .payment = command.payment,
                          .status = CaseStatus::kOpen,
                          .matches = command.matches,
                          .list_version = command.list_version,
                          .review_reason = command.review_reason,
                          .opened_at = command.at,
                          .payment_waits = command.payment_waits,
                          .version = 1},
                .changed = true,
                .announced = true};
    }
    CaseDecision decision{.after = *known};
    auto& after = decision.after;
    const bool new_match = AddMatches(after, command.matches);
    const bool new_reason = AddReasons(after, command.review_reason);
    const bool waits_from_now = command.payment_waits && !known->payment_waits;
    if (new_match) after.list_version = command.list_version;
    if (new_match || new_reason) OpenAgain(after);
    if (waits_from_now) after.payment_waits = true;
    const bool unheard = waits_from_now && after.status != CaseStatus::kOpen;
    decision.announced = new_match || new_reason || unheard;
    decision.changed = decision.announced || waits_from_now;
    if (decision.announced) ++after.version;
    return decision;
}

core::Result<CaseDecision> DecideResolve(const std::optional<Case>& known,
                                         const ResolveCase& command) {
    if (!known) return core::ErrorCode::kCaseNotFound;
    if (command.decision == CaseStatus::kOpen)
        return core::InvalidField("decision", "A case is cleared or confirmed.");
    CaseDecision decision{.after = *known};
    if (known->status == command.decision) return decision;
    if (known->status != CaseStatus::kOpen) return core::ErrorCode::kCaseAlreadyResolved;
    auto& after = decision.after;
    after.status = command.decision;
    after.resolved_at = command.at;
    after.resolved_by = command.resolved_by;
    after.note = command.note;
    ++after.version;
    decision.changed = true;
    decision.announced = true;
    return decision;
}

}  // namespace clearway::compliance
