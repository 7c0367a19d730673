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

    void LiftForLateRows(const core::AccountId& account) override;
    UnitBook LoadBook(const core::AccountId& account) override;
    std::vector<StatementException> LoadExceptions(const core::AccountId& account) override;
    void SaveMatches(const UnitResult& result, const core::Uuid& run, core::Timestamp at) override;
    void Open(std::span<const StatementException> exceptions) override;
    void Save(std::span<const ExceptionChange> changes) override;
    void Settle(const core::AccountId& account, matching::Day settle_to,
                std::optional<matching::Day> forget_to) override;

private:
    // Settled rows of later days are loaded too.
    void LoadLines(UnitBook& unit, matching::Day neighbours_from);
    void LoadExpectations(UnitBook& unit, matching::Day neighbours_from);
    void InsertMatches(const UnitResult& result, const core::Uuid& run, core::Timestamp at);

    postgres::Transaction& transaction_;
};

}  // namespace clearway::reconciliation
