// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/statements/stored_exception_desk.h"

#include "embedded/reconciliation_statement_sql.h"
#include "postgres/row.h"
#include "services/reconciliation/store/statements/exception_row.h"

namespace clearway::reconciliation {
namespace {

namespace sql = embedded::reconciliation_statement_sql;
using postgres::Execute;
using Exceptions = std::vector<StatementException>;

// Newer than any exception: the year 2100.
const core::PagePosition kNewest{core::FromMicros(4'102'444'800'000'000), core::Uuid()};

Exceptions ToExceptions(const pqxx::result& rows) {
    Exceptions exceptions;
    for (const auto& row : rows) exceptions.push_back(ToException(row));
    return exceptions;
}

std::optional<StatementException> Find(postgres::Transaction& transaction, const core::Uuid& id) {
    const auto rows = Execute(transaction, {"find_exception", sql::kFindException}, id.ToString());
    if (rows.empty()) return std::nullopt;
    return ToException(rows[0]);
}

// Of the writer's own transaction: no other one changes it meanwhile.
std::optional<StatementException> FindForChange(postgres::Transaction& transaction,
                                                const core::Uuid& id) {
    Execute(transaction, {"lock_statements", sql::kLockStatements});
    return Find(transaction, id);
}

PostingGrounds FindGrounds(postgres::Transaction& transaction, const StatementException& known,
                           const BankAccounts& accounts) {
    PostingGrounds grounds;
    if (const auto* account = accounts.Find(known.account))
        grounds.accounts = account->AccountsOf(known);
    const auto twins = Execute(transaction, {"find_contradicted_twin", sql::kFindContradictedTwin},
                               known.exception_id.ToString());
    if (!twins.empty()) grounds.contradicted_twin = postgres::AsUuid(twins[0][0]);
    return grounds;
}

void Keep(postgres::Transaction& transaction, const ExceptionChange& change,
          std::vector<StatementFact>& facts) {
    SaveChanges(transaction, std::span(&change, 1));
    facts.emplace_back(ExceptionStepTaken{change.after, change.step, change.by});
}

}  // namespace

async::Task<core::Result<Exceptions>> StoredExceptionDesk::List(ExceptionQuery query) {
    auto reading = readers_.Read<Exceptions>(
        [query = std::move(query)](postgres::Transaction& transaction) -> core::Result<Exceptions> {
            const auto after = query.after.value_or(kNewest);
            const auto state = query.state ? static_cast<std::int64_t>(*query.state) : 0;
            return ToExceptions(Execute(transaction, {"list_exceptions", sql::kListExceptions},
                                        state, query.exception_class, core::ToMicros(after.time),
                                        after.id.ToString(), query.limit, query.contradicted,
                                        query.proposed));
        });
    co_return co_await std::move(reading);
}

async::Task<core::Result<ExceptionWithTrail>> StoredExceptionDesk::Get(core::Uuid exception_id) {
    auto reading = readers_.Read<ExceptionWithTrail>(
        [exception_id](postgres::Transaction& transaction) -> core::Result<ExceptionWithTrail> {
            auto found = Find(transaction, exception_id);
            if (!found) return core::ErrorCode::kNotFound;
            ExceptionWithTrail told{.exception = std::move(*found)};
            for (const auto& row :
                 Execute(transaction, {"load_exception_steps", sql::kLoadExceptionSteps},
                         exception_id.ToString()))
                told.steps.push_back({.version = static_cast<std::int32_t>(postgres::AsInt(row[0])),
                                      .step = static_cast<ExceptionStep>(postgres::AsInt(row[1])),
                                      .by = postgres::AsText(row[2]),
                                      .note = postgres::AsText(row[3]),
                                      .at = postgres::AsTimestamp(row[4])});
            return told;
        });
    co_return co_await std::move(reading);
}

async::Task<core::Result<StatementException>> StoredExceptionDesk::Work(WorkOnException command) {
    auto doing = writer_.Do<StatementException>(
        [this, command = std::move(command)](auto& transaction,
                                             auto& facts) -> core::Result<StatementException> {
            const auto known = FindForChange(transaction, command.exception_id);
            if (!known) return core::ErrorCode::kNotFound;
            const auto grounds = FindGrounds(transaction, *known, accounts_);
            const auto change = Decide(*known, command, grounds);
            if (!change) return change.error();
            if (!*change) return *known;
            Keep(transaction, **change, facts);
            return (*change)->after;
        });
    co_return co_await std::move(doing);
}

async::Task<core::Result<Exceptions>> StoredExceptionDesk::Approved(core::Uuid after,
                                                                    std::int64_t limit) {
    auto reading = readers_.Read<Exceptions>(
        [after, limit](postgres::Transaction& transaction) -> core::Result<Exceptions> {
            return ToExceptions(Execute(transaction,
                                        {"approved_exceptions", sql::kApprovedExceptions},
                                        after.ToString(), limit));
        });
    co_return co_await std::move(reading);
}

async::Task<core::Result<std::int64_t>> StoredExceptionDesk::CountContradicted() {
    auto reading = readers_.Read<std::int64_t>(
        [](postgres::Transaction& transaction) -> core::Result<std::int64_t> {
            return postgres::AsInt(
                Execute(transaction, {"count_contradicted", sql::kCountContradicted})[0][0]);
        });
    co_return co_await std::move(reading);
}

async::Task<core::Result<core::Done>> StoredExceptionDesk::NoteAnswer(core::Uuid exception_id,
                                                                      std::string refusal,
                                                                      core::Timestamp at) {
    auto doing =
        writer_.Do<core::Done>([exception_id, refusal = std::move(refusal), at](
                                   auto& transaction, auto& facts) -> core::Result<core::Done> {
            const auto known = FindForChange(transaction, exception_id);
            if (!known) return core::ErrorCode::kNotFound;
            if (const auto change = OnLedger(*known, refusal, at))
                Keep(transaction, *change, facts);
            return core::Done{};
        });
    co_return co_await std::move(doing);
}

}  // namespace clearway::reconciliation
