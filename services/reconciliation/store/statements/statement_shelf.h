// SPDX-License-Identifier: Apache-2.0
// StatementShelf over PostgreSQL, inside the writer's transaction.
#pragma once

#include "postgres/connection.h"
#include "services/reconciliation/usecase/statements/ports.h"

namespace clearway::reconciliation {

class StoredStatementShelf final : public StatementShelf {
public:
    // Waits until no other transaction has the statements, and keeps them until its own ends. The
    // transaction must outlive it.
    explicit StoredStatementShelf(postgres::Transaction& transaction);

    std::optional<KeptFile> Find(const core::Uuid& file_id, matching::TextPool& texts) override;
    std::vector<KeptFile> LoadAll(matching::TextPool& texts) override;

    ForgottenDays LoadForgottenDays() override;
    void Keep(const KeptFile& file, const matching::Book& book,
              std::uint32_t first_statement) override;
    void Update(const KeptFile& file) override;

private:
    void PutFile(const KeptFile& file);
    void KeepLines(const KeptFile& file, const matching::Book& book, std::uint32_t first_statement);

    postgres::Transaction& transaction_;
};

}  // namespace clearway::reconciliation
