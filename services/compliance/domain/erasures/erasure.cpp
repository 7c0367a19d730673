// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/erasures/erasure.h"

namespace clearway::compliance {

core::Result<ErasureDecision> DecideErasure(const std::optional<Erasure>& known,
                                            const ErasePerson& command, bool has_open_case) {
    if (known && known->erased_at) return ErasureDecision{.after = *known};
    if (has_open_case)
        return core::Error{.code = core::ErrorCode::kPartyStateConflict,
                           .detail = "The person has an open case."};
    if (!known)
        return ErasureDecision{.after = {.person = command.person,
                                         .reason = command.reason,
                                         .requested_by = command.by,
                                         .requested_at = command.at},
                               .changed = true};
    if (known->requested_by == command.by) return core::ErrorCode::kSecondOperatorNeeded;
    ErasureDecision decision{.after = *known, .changed = true, .erased = true};
    decision.after.erased_by = command.by;
    decision.after.erased_at = command.at;
    return decision;
}

}  // namespace clearway::compliance
