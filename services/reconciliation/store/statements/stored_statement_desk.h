// SPDX-License-Identifier: Apache-2.0
// StatementDesk over PostgreSQL.
#pragma once

#include "postgres/read_pool.h"
#include "services/reconciliation/store/statements/statement_writer.h"
#include "services/reconciliation/usecase/statements/bank_accounts.h"
#include "services/reconciliation/usecase/statements/statement_desk.h"

namespace clearway::reconciliation {

class StoredStatementDesk final : public StatementDesk {
public:
    struct Settings {
        BankAccounts accounts;
        std::vector<matching::CsvMapping> mappings;
    };

    // The references must outlive it.
    StoredStatementDesk(StatementWriter& writer, postgres::ReadPool& readers, Settings settings)
        : writer_(writer), readers_(readers), settings_(std::move(settings)) {}

    async::Task<core::Result<ImportedStatement>> Import(ImportOrder order) override;
    async::Task<core::Result<PartTaken>> TakePart(StatementPart part) override;
    async::Task<core::Result<std::vector<KeptFile>>> Decide(FileDecision decision) override;
    async::Task<core::Result<std::vector<KeptFile>>> List(FileQuery query) override;

    // How far the file is that is being read; called by the writer's thread. Before the first
    // import.
    void Watch(statements::ReadWatch watch) { watch_ = std::move(watch); }

private:
    ImportedStatement Take(postgres::Transaction& transaction, const ImportOrder& order,
                           std::vector<StatementFact>& facts) const;

    StatementWriter& writer_;
    postgres::ReadPool& readers_;
    const Settings settings_;
    statements::ReadWatch watch_;
};

}  // namespace clearway::reconciliation
