// SPDX-License-Identifier: Apache-2.0
// The rows of files of payments. Which payments a file has, and in which order, the payments' own
// rows say. Never: a decision.
#pragma once

#include <map>
#include <set>
#include <span>
#include <vector>

#include "postgres/connection.h"
#include "services/settlement/usecase/rails/file_ports.h"

namespace clearway::settlement {

using RailFilePayments = std::map<core::Uuid, std::vector<rails::RailTransferId>>;

// In their order; without those files that are not there. It never changes, so nothing is locked.
RailFilePayments FindPaymentsOfFiles(postgres::Transaction& transaction,
                                     const std::set<core::Uuid>& files);
// Throws pqxx::unique_violation when one is there: the batch is decided again.
void AddRailFiles(postgres::Transaction& transaction, std::span<const RailFile> files);

std::vector<RailCollection> ListRailCollections(postgres::Transaction& transaction, int limit);
std::vector<rails::RailTransfer> ListGathered(postgres::Transaction& transaction,
                                              const RailCollection& collection, int limit);
int CountRailFiles(postgres::Transaction& transaction, const RailCollection& collection);
std::optional<StoredRailFile> FindRailFile(postgres::Transaction& transaction,
                                           const core::Uuid& id);

}  // namespace clearway::settlement
