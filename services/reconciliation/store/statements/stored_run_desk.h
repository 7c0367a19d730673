// SPDX-License-Identifier: Apache-2.0
// RunDesk over PostgreSQL.
#pragma once

#include "services/reconciliation/store/statements/statement_writer.h"
#include "services/reconciliation/usecase/statements/bank_accounts.h"
#include "services/reconciliation/usecase/statements/run_statements.h"

namespace clearway::reconciliation {

class StoredRunDesk final : public RunDesk {
public:
    // The writer must outlive it.
    StoredRunDesk(StatementWriter& writer, matching::Rules rules, StatementAges ages = {},
                  BankAccounts accounts = {})
        : writer_(writer), rules_(std::move(rules)), ages_(ages), accounts_(std::move(accounts)) {}

    async::Task<core::Result<StatementRun>> Begin(std::string by, core::Timestamp at) override;
    async::Task<core::Result<StatementRun>> Look() override;
    async::Task<core::Result<std::optional<UnitOutcome>>> Run(UnitOrder order) override;
    async::Task<core::Result<core::Done>> Skip(UnitOrder order) override;

private:
    StatementWriter& writer_;
    const matching::Rules rules_;
    const StatementAges ages_;
    const BankAccounts accounts_;
};

}  // namespace clearway::reconciliation
