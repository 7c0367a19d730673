// SPDX-License-Identifier: Apache-2.0
// UnitStore over PostgreSQL, inside the writer's transaction.
#pragma once

#include "postgres/connection.h"
#include "services/reconciliation/usecase/statements/run_unit.h"

namespace clearway::reconciliation {

class StoredUnits final : public UnitStore {
public:
    // Waits until no other transaction has the statements, and keeps them until its own ends. The
    // transaction must outlive it.
    explicit StoredUnits(postgres::Transaction& transaction);

    UnitBook LoadBook(const core::AccountId& account) override;
    std::vector<StatementException> LoadExceptions(const core::AccountId& account) override;
    void SaveMatches(const UnitResult& result, const core::Uuid& run, core::Timestamp at) override;
    void Open(std::span<const StatementException> exceptions) override;
    void Save(std::span<const ExceptionChange> changes) override;

private:
    void LoadLines(UnitBook& unit);
    void LoadExpectations(UnitBook& unit);
    void InsertMatches(const UnitResult& result, const core::Uuid& run, core::Timestamp at);

    postgres::Transaction& transaction_;
};

}  // namespace clearway::reconciliation
