// SPDX-License-Identifier: Apache-2.0
// An attempt to pay as the features see it: digests of its parties, an amount, a time. From a
// payment or from a line of a file, so that both are counted by the same code.
#pragma once

#include <optional>

#include "services/fraud/domain/attempt.h"
#include "services/fraud/features/window_rings.h"

namespace clearway::fraud {

struct Observation {
    EntityKey payer;
    EntityKey payee;
    std::optional<EntityKey> device;
    std::optional<EntityKey> terminal;
    std::int64_t scaled_amount = 0;  // ScaledAmount, positive
    Second at = 0;
};

// The attempt's time must be plausible (window_rings.h) and its amount positive.
inline Observation ObservationOf(const Attempt& attempt) {
    return {.payer = attempt.payer,
            .payee = attempt.payee,
            .device = attempt.device,
            .terminal = attempt.terminal,
            .scaled_amount = ScaledAmount(attempt.amount),
            .at = ToSecond(attempt.created_at)};
}

}  // namespace clearway::fraud
