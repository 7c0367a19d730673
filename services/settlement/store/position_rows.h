// SPDX-License-Identifier: Apache-2.0
// The rows of windows, participants and flows that a batch of the ledger touches: loaded where they
// are not remembered, and written if all that the batch rests on still stands.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "postgres/connection.h"
#include "services/settlement/domain/footprint.h"
#include "services/settlement/domain/ledger.h"
#include "services/settlement/store/ledger_memory.h"

namespace clearway::settlement {

// After holds and accounts, which say whose the movements are. Rows that are read are locked:
// windows before participants, each in the order of their keys.
void LoadPositions(postgres::Transaction& transaction, LedgerMemory& memory,
                   const Footprint& footprint, Ledger& ledger);

// kClosed: a window that the batch rests on is closed, by another process. kOtherwise: a
// participant is not as the batch knew it. Throws pqxx::unique_violation when a row that is new is
// there already. Then the batch is to be rolled back and decided again.
enum class PositionsSaved { kYes, kClosed, kOtherwise };
PositionsSaved SavePositions(postgres::Transaction& transaction, const Positions& positions);

// What is true once the batch is committed.
void RememberPositions(const Positions& positions, LedgerMemory& memory);

}  // namespace clearway::settlement
