// SPDX-License-Identifier: Apache-2.0
// Cases in PostgreSQL: loaded and saved a batch at a time by the single writer, read by operators.
// It decides nothing.
#pragma once

#include <map>
#include <span>
#include <vector>

#include "postgres/connection.h"
#include "postgres/read_pool.h"
#include "services/compliance/usecase/ports.h"

namespace clearway::compliance {

using CasesById = std::map<core::CaseId, Case>;

// Locks the rows, in the order of ids.
CasesById LockCases(postgres::Transaction& transaction, std::span<const core::CaseId> ids);

// Stores new cases and new states of known ones; matches are only ever added.
void SaveCases(postgres::Transaction& transaction, std::span<const Case> cases);

class CaseReader final : public CaseQueries {
public:
    // `pool` must outlive this.
    explicit CaseReader(postgres::ReadPool& pool) : pool_(pool) {}

    async::Task<core::Result<Case>> Get(core::CaseId id) override;
    async::Task<core::Result<std::vector<Case>>> List(CaseFilter filter) override;

private:
    postgres::ReadPool& pool_;
};

}  // namespace clearway::compliance
