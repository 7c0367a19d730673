// SPDX-License-Identifier: Apache-2.0
// The rows of money in suspense, inside the caller's transaction. They are few: each is written by
// itself. Never: a decision.
#pragma once

#include <optional>
#include <vector>

#include "core/page_token.h"
#include "postgres/connection.h"
#include "services/settlement/domain/ledger.h"

namespace clearway::settlement {

// Locked until the transaction ends.
void LoadSuspended(postgres::Transaction& transaction, std::vector<core::TransferId> ids,
                   Ledger& ledger);
// What is new and what changed. Throws pqxx::unique_violation for a new one that is there.
void SaveSuspended(postgres::Transaction& transaction, const Ledger& ledger);

std::optional<SuspendedTransfer> FindSuspended(postgres::Transaction& transaction,
                                               const core::TransferId& id);
// Newest first.
std::vector<SuspendedTransfer> ListSuspended(postgres::Transaction& transaction, bool released_too,
                                             const std::optional<core::PagePosition>& after,
                                             int limit);

}  // namespace clearway::settlement
