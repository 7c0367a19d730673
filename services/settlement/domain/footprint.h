// SPDX-License-Identifier: Apache-2.0
// Which rows a command may touch, so that a batch can load and lock all of them at once.
#pragma once

#include <utility>
#include <vector>

#include "services/settlement/domain/command.h"

namespace clearway::settlement {

// May name an id more than once, and ids that do not exist. The parties of a loaded hold come on
// top: they are known only once it is loaded.
struct Footprint {
    std::vector<core::HoldId> holds;
    std::vector<core::HoldId> new_holds;  // that the command makes, unless it comes again
    std::vector<core::AccountId> accounts;
    std::vector<core::TransferId> transfers;
    std::vector<core::TransferId> suspended;
    // Debtor and creditor of each movement: where they are of two institutions, their positions and
    // the open window are touched, too.
    std::vector<std::pair<core::AccountId, core::AccountId>> movements;
    std::vector<ParticipantKey> participants;
    std::vector<core::Currency> closing;  // whose open window is to be closed
};

void AddFootprint(const Command& command, Footprint& footprint);

}  // namespace clearway::settlement
