// SPDX-License-Identifier: Apache-2.0
// How far an account's statements are settled for good, inside the writer's transaction. Rows
// behind the checkpoint are not loaded by runs any more, but for the days right before it; what
// comes late lifts it, and the next run looks at all that is kept.
#pragma once

#include <optional>

#include "core/ids.h"
#include "postgres/connection.h"
#include "services/reconciliation/matching/day.h"

namespace clearway::reconciliation {

// Many times as many as passes allow between two rows.
constexpr matching::Day kNeighbourDays = 62;

struct Checkpoint {
    matching::Day settled_to = 0;
    std::optional<matching::Day> forgotten_to = {};
};

std::optional<Checkpoint> FindCheckpoint(postgres::Transaction& transaction,
                                         const core::AccountId& account);
// Settled rows of later days are neighbours of what is open.
matching::Day NeighboursFrom(const std::optional<Checkpoint>& checkpoint);

// As UnitStore::Settle() and LiftForLateRows().
void Settle(postgres::Transaction& transaction, const core::AccountId& account,
            matching::Day settle_to, std::optional<matching::Day> forget_to);
void LiftForLateRows(postgres::Transaction& transaction, const core::AccountId& account);
// Of the accounts of which the file has lines whose other side may be behind the checkpoint.
void LiftForFile(postgres::Transaction& transaction, const core::Uuid& file_id);

}  // namespace clearway::reconciliation
