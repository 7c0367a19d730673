// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/statements/stored_run_desk.h"

#include "embedded/reconciliation_statement_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"
#include "services/reconciliation/store/statements/unit_store.h"

namespace clearway::reconciliation {
namespace {

namespace sql = embedded::reconciliation_statement_sql;
using postgres::Execute;

std::vector<core::AccountId> AsAccounts(const pqxx::result& rows) {
    std::vector<core::AccountId> accounts;
    for (const auto& row : rows) accounts.push_back(postgres::AsId<core::AccountId>(row[0]));
    return accounts;
}

// What was expected before the file named its account belongs to it from now on.
void ResolveNumbers(postgres::Transaction& transaction, const BankAccounts& accounts) {
    postgres::TextArray numbers;
    postgres::UuidArray ids;
    for (const auto& [number, id] : accounts.Names()) {
        numbers.Add(number);
        ids.Add(core::Uuid::Parse(id).value());
    }
    if (accounts.Names().empty()) return;
    Execute(transaction, {"resolve_account_numbers", sql::kResolveAccountNumbers}, numbers.Take(),
            ids.Take());
}

StatementRun AllUnits(postgres::Transaction& transaction) {
    StatementRun run{.run_id = core::Uuid::Random()};
    run.pending = AsAccounts(Execute(transaction, {"list_units", sql::kListUnits}));
    run.units = std::ssize(run.pending);
    return run;
}

std::optional<StatementRun> FindOpen(postgres::Transaction& transaction) {
    const auto rows = Execute(transaction, {"find_open_run", sql::kFindOpenRun});
    if (rows.empty()) return std::nullopt;
    StatementRun run{.run_id = postgres::AsUuid(rows[0][0]),
                     .units = postgres::AsInt(rows[0][1]),
                     .resumed = true};
    run.pending = AsAccounts(
        Execute(transaction, {"pending_run_units", sql::kPendingRunUnits}, run.run_id.ToString()));
    return run;
}

void Finish(postgres::Transaction& transaction, const core::Uuid& run, core::Timestamp at) {
    Execute(transaction, {"finish_run", sql::kFinishRun}, run.ToString(), core::ToMicros(at));
}

StatementRun BeginIn(postgres::Transaction& transaction, const std::string& rules,
                     const std::string& by, core::Timestamp at) {
    Execute(transaction, {"lock_statements", sql::kLockStatements});
    if (auto open = FindOpen(transaction)) return *open;
    auto run = AllUnits(transaction);
    Execute(transaction, {"insert_run", sql::kInsertRun}, run.run_id.ToString(), rules,
            core::ToMicros(at), by);
    postgres::UuidArray accounts;
    for (const auto& account : run.pending) accounts.Add(account);
    Execute(transaction, {"insert_run_units", sql::kInsertRunUnits}, run.run_id.ToString(),
            accounts.Take());
    if (run.pending.empty()) Finish(transaction, run.run_id, at);
    return run;
}

// The unit is this transaction's, and nobody else's.
bool TakeUnit(postgres::Transaction& transaction, const UnitOrder& order) {
    Execute(transaction, {"lock_statements", sql::kLockStatements});
    return Execute(transaction, {"finish_run_unit", sql::kFinishRunUnit}, order.run.ToString(),
                   order.account.ToString(), core::ToMicros(order.at))
               .affected_rows() == 1;
}

void Tell(const UnitOutcome& outcome, std::vector<StatementFact>& facts) {
    for (const auto& one : outcome.opened)
        facts.emplace_back(ExceptionStepTaken{one, ExceptionStep::kOpened, "run"});
    for (const auto& change : outcome.changed)
        facts.emplace_back(ExceptionStepTaken{change.after, change.step, change.by});
}

}  // namespace

async::Task<core::Result<StatementRun>> StoredRunDesk::Begin(std::string by, core::Timestamp at) {
    auto doing = writer_.Do<StatementRun>(
        [this, by = std::move(by), at](auto& transaction, auto&) -> core::Result<StatementRun> {
            ResolveNumbers(transaction, accounts_);
            return BeginIn(transaction, rules_.FullVersion(), by, at);
        });
    co_return co_await std::move(doing);
}

async::Task<core::Result<StatementRun>> StoredRunDesk::Look() {
    auto doing =
        writer_.Do<StatementRun>([](auto& transaction, auto&) -> core::Result<StatementRun> {
            return AllUnits(transaction);
        });
    co_return co_await std::move(doing);
}

async::Task<core::Result<std::optional<UnitOutcome>>> StoredRunDesk::Run(UnitOrder order) {
    auto doing = writer_.Do<std::optional<UnitOutcome>>(
        [this, order](auto& transaction, auto& facts) -> core::Result<std::optional<UnitOutcome>> {
            if (!order.dry_run && !TakeUnit(transaction, order))
                return std::optional<UnitOutcome>();
            StoredUnits units(transaction);
            if (order.dry_run) transaction.exec("SAVEPOINT dry_run");
            auto outcome = RunUnit(units, order, rules_, ages_);
            if (order.dry_run) {
                transaction.exec("ROLLBACK TO SAVEPOINT dry_run");  // what it lifted
            } else {
                Tell(outcome, facts);
                Finish(transaction, order.run, order.at);
            }
            return std::optional(std::move(outcome));
        });
    co_return co_await std::move(doing);
}

async::Task<core::Result<core::Done>> StoredRunDesk::Skip(UnitOrder order) {
    auto doing =
        writer_.Do<core::Done>([order](auto& transaction, auto&) -> core::Result<core::Done> {
            if (TakeUnit(transaction, order)) Finish(transaction, order.run, order.at);
            return core::Done{};
        });
    co_return co_await std::move(doing);
}

}  // namespace clearway::reconciliation
