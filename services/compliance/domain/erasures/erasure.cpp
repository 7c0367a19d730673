// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/erasures/erasure.h"

namespace clearway::compliance {
namespace {

core::Error NotYet(std::string why) {
    return {.code = core::ErrorCode::kPartyStateConflict, .detail = std::move(why)};
}

std::string DayOf(core::Timestamp time) { return core::FormatRfc3339(time).substr(0, 10); }

}  // namespace

core::Result<ErasureDecision> DecideErasure(const std::optional<Erasure>& known,
                                            const ErasePerson& command, const KeptByCases& kept,
                                            std::chrono::days retention) {
    if (known && known->erased_at) return ErasureDecision{.after = *known};
    if (kept.open) return NotYet("The person has an open case.");
    if (kept.resolved_at && command.reason != ErasureReason::kOrdered) {
        const auto until = *kept.resolved_at + retention;
        if (command.at < until)
            return NotYet("A case that tells of the person must be kept until " + DayOf(until) +
                          ".");
    }
    // Both must say the same: another reason may end another duty.
    if (!known || known->reason != command.reason)
        return ErasureDecision{.after = {.person = command.person,
                                         .reason = command.reason,
                                         .requested_by = command.by,
                                         .requested_at = command.at},
                               .changed = true};
    if (known->requested_by == command.by) return ErasureDecision{.after = *known};
    ErasureDecision decision{.after = *known, .changed = true, .erased = true};
    decision.after.erased_by = command.by;
    decision.after.erased_at = command.at;
    return decision;
}

}  // namespace clearway::compliance
