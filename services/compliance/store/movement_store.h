// SPDX-License-Identifier: Apache-2.0
// What monitoring remembers, in PostgreSQL: activities and recent movements of one transaction, a
// statement for all of a batch. It decides nothing.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "postgres/connection.h"
#include "services/compliance/monitoring/monitor_ports.h"

namespace clearway::compliance {

// The transaction must outlive it.
class StoredMonitoring final : public MonitoringMemory {
public:
    explicit StoredMonitoring(postgres::Transaction& transaction) : transaction_(transaction) {}

    void Add(std::span<const Movement> movements) override;
    // Locked until the transaction ends, in the order of ids.
    ActivityOf Load(std::span<const Subject> subjects) override;
    void Save(const ActivityOf& activities) override;
    std::vector<Movement> Find(const MovementsQuery& query) override;
    std::vector<std::vector<Movement>> Hops(std::span<const HopQuery> queries) override;

private:
    void AnswerHops(std::span<const HopQuery> queries, Direction direction,
                    std::vector<std::vector<Movement>>& answers);

    postgres::Transaction& transaction_;
};

// Counts that many more movements and answers the number of the first of them. Other writers wait
// until the transaction ends.
std::int64_t CountMovements(postgres::Transaction& transaction, std::size_t more);

using PartyOfAccount = std::map<core::Uuid, core::Uuid>;
// The first party that is said of an account stays.
void SaveAccountParties(postgres::Transaction& transaction, const PartyOfAccount& parties);
PartyOfAccount LoadAccountParties(postgres::Transaction& transaction,
                                  std::span<const core::Uuid> accounts);

// A page of what is kept, behind `sequence`, in the order in which it became known.
std::vector<Movement> ReadMovements(postgres::Transaction& transaction, std::int64_t sequence,
                                    std::size_t limit);

// Which policies decide or watch, as one text: another one when that changed.
std::string ReadDecidingReleases(postgres::Transaction& transaction);

}  // namespace clearway::compliance
