// SPDX-License-Identifier: Apache-2.0
// ExceptionDesk over PostgreSQL.
#pragma once

#include "postgres/read_pool.h"
#include "services/reconciliation/store/statements/statement_writer.h"
#include "services/reconciliation/usecase/exceptions/exception_desk.h"
#include "services/reconciliation/usecase/statements/bank_accounts.h"

namespace clearway::reconciliation {

class StoredExceptionDesk final : public ExceptionDesk {
public:
    // All must outlive it.
    StoredExceptionDesk(StatementWriter& writer, postgres::ReadPool& readers,
                        const BankAccounts& accounts)
        : writer_(writer), readers_(readers), accounts_(accounts) {}

    async::Task<core::Result<std::vector<StatementException>>> List(ExceptionQuery query) override;
    async::Task<core::Result<ExceptionWithTrail>> Get(core::Uuid exception_id) override;
    async::Task<core::Result<StatementException>> Work(WorkOnException command) override;
    async::Task<core::Result<std::vector<StatementException>>> Approved(
        core::Uuid after, std::int64_t limit) override;
    async::Task<core::Result<std::int64_t>> CountContradicted() override;
    async::Task<core::Result<core::Done>> NoteAnswer(core::Uuid exception_id, std::string refusal,
                                                     core::Timestamp at) override;

private:
    StatementWriter& writer_;
    postgres::ReadPool& readers_;
    const BankAccounts& accounts_;
};

}  // namespace clearway::reconciliation
