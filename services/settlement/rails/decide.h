// SPDX-License-Identifier: Apache-2.0
// What an event does to a transfer: pure, and total, for nothing that comes from outside is refused
// with an error. Gates stand in their order of precedence.
#pragma once

#include <vector>

#include "services/settlement/rails/rail_events.h"

namespace clearway::settlement::rails {

enum class Effect {
    kDone,      // the transfer changed, or something is told
    kAbsorbed,  // late, twice, or of no consequence
    kRefused,   // it may not be done (now): a submission or a recall must not leave
};

struct Decision {
    Effect effect = Effect::kAbsorbed;
    std::vector<FactBody> facts = {};
};

// Changes `transfer` unless the event is absorbed. `now` is when it happened here.
Decision Decide(RailTransfer& transfer, const Event& event, const Deadlines& deadlines,
                core::Timestamp now);

// The transfer of an order, due at once.
RailTransfer Create(const RailOrder& order, core::Timestamp now);

}  // namespace clearway::settlement::rails
