// SPDX-License-Identifier: Apache-2.0
// The rows of payments at rails, set-based, inside the caller's transaction. Never: a decision.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "postgres/connection.h"
#include "services/settlement/usecase/rails/ports.h"

namespace clearway::settlement {

using RailTransfers = std::map<rails::RailTransferId, rails::RailTransfer>;

// Locked until the transaction ends, in the order of their ids.
RailTransfers LockRailTransfers(postgres::Transaction& transaction,
                                const std::set<rails::RailTransferId>& ids);
// A new one, with the rail whose place it takes until one is chosen (`expected`).
struct AddedRailTransfer {
    const rails::RailTransfer& transfer;
    std::string expected;
};
// Throws pqxx::unique_violation when one is there: the batch is decided again.
void AddRailTransfers(postgres::Transaction& transaction, std::span<const AddedRailTransfer> added);
void SaveRailTransfers(postgres::Transaction& transaction,
                       std::span<const rails::RailTransfer* const> changed);
// Of each rail.
std::vector<rails::RailTransfer> EarliestDueRailTransfers(postgres::Transaction& transaction,
                                                          int limit);

std::optional<rails::RailTransfer> FindRailTransfer(postgres::Transaction& transaction,
                                                    const rails::RailTransferId& id);
std::vector<rails::RailTransfer> ListWaitingRailTransfers(
    postgres::Transaction& transaction, core::Timestamp created_before,
    const std::optional<core::PagePosition>& after, int limit);

void AddRailMessages(postgres::Transaction& transaction,
                     std::span<const RailMessageRecord> messages, core::Timestamp at);

struct RailConflictRow {
    core::PaymentId payment;  // nil: about none that is known
    std::string rail;
    rails::ConflictOpened conflict;
    std::string message_digest = {};  // of a message that could not be read, 32 bytes
};
std::set<core::Uuid> FindRailConflicts(postgres::Transaction& transaction,
                                       std::span<const core::Uuid> ids);
void AddRailConflicts(postgres::Transaction& transaction,
                      std::span<const RailConflictRow> conflicts, core::Timestamp at);
std::vector<StoredRailConflict> ListRailConflicts(postgres::Transaction& transaction,
                                                  bool resolved_too,
                                                  const std::optional<core::PagePosition>& after,
                                                  int limit);
// False when there is none.
bool ResolveConflict(postgres::Transaction& transaction, const ResolveRailConflict& resolve,
                     core::Timestamp at);

// 0: nothing was applied yet.
std::int64_t LockRailCursor(postgres::Transaction& transaction, const std::string& rail);
std::int64_t ReadRailCursor(postgres::Transaction& transaction, const std::string& rail);
// Throws postgres::RetryBatch when it is not `from` any more.
void MoveRailCursor(postgres::Transaction& transaction, const std::string& rail, std::int64_t from,
                    std::int64_t to);

}  // namespace clearway::settlement
