// SPDX-License-Identifier: Apache-2.0
// Cases in PostgreSQL: loaded and saved a batch at a time by the single writer, read by operators.
// It decides nothing.
#pragma once

#include <map>
#include <set>
#include <span>
#include <vector>

#include "postgres/connection.h"
#include "postgres/read_pool.h"
#include "services/compliance/usecase/ports.h"
#include "services/compliance/usecase/sealer.h"

namespace clearway::compliance {

using CasesById = std::map<core::CaseId, Case>;

// What a batch of commands may touch.
struct CaseKeys {
    std::set<core::CaseId> ids = {};
    std::set<core::Uuid> alerts = {};  // the cases that have them
    std::set<Subject> subjects = {};   // the latest case of each

    bool IsEmpty() const { return ids.empty() && alerts.empty() && subjects.empty(); }
};

// Locks the rows, in the order of ids.
CasesById LockCases(postgres::Transaction& transaction, const CaseKeys& keys);

// Stores new cases and new states of known ones; matches are only ever added. A subject's cases
// come in their order: it has one open case at a time.
void SaveCases(postgres::Transaction& transaction, std::span<const Case> cases);

class CaseReader final : public CaseQueries {
public:
    // `pool` and `sealer` must outlive this.
    CaseReader(postgres::ReadPool& pool, Sealer& sealer) : pool_(pool), sealer_(sealer) {}

    async::Task<core::Result<CaseFile>> Get(core::CaseId id) override;
    async::Task<core::Result<std::vector<Case>>> List(CaseFilter filter) override;
    async::Task<core::Result<std::vector<CaseCount>>> Count(core::Timestamp now) override;

private:
    postgres::ReadPool& pool_;
    Sealer& sealer_;
};

}  // namespace clearway::compliance
