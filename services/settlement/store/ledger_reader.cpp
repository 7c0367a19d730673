// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "embedded/settlement_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"
#include "services/settlement/store/ledger_ports.h"
#include "services/settlement/store/rows.h"
#include "services/settlement/store/text_forms.h"

namespace clearway::settlement {
namespace {

namespace sql = embedded::settlement_sql;
using postgres::AsInt;
using postgres::AsText;
using postgres::Execute;
using postgres::Transaction;

core::Result<std::vector<Account>> ReadAccounts(const pqxx::result& rows,
                                                vault::ServiceVault& vault) {
    std::vector<Account> accounts;
    accounts.reserve(rows.size());
    for (const auto& row : rows) accounts.push_back(ReadAccountAndHolder(row));
    if (auto opened = OpenHolderNames(vault, accounts); !opened) return std::move(opened).error();
    return accounts;
}

std::string TimeText(const std::optional<core::Timestamp>& time) {
    return time ? core::FormatRfc3339(*time) : std::string();
}

StatementLine ReadLine(const pqxx::row& row, const core::AccountId& account) {
    const auto transfer = postgres::AsId<core::TransferId>(row["transfer_id"]);
    StatementLine line{.entry = {.account_id = account,
                                 .sequence = AsInt(row["sequence"]),
                                 .transfer_id = transfer,
                                 .amount = AsInt(row["amount"]),
                                 .balance_after = AsInt(row["balance_after"]),
                                 .booked_at = postgres::AsTimestamp(row["booked_at"])},
                       .payment_id = std::nullopt};
    if (!row["payment_id"].is_null()) {
        line.payment_id = postgres::AsId<core::PaymentId>(row["payment_id"]);
    }
    return line;
}

std::int64_t BalanceAfter(Transaction& transaction, const std::string& account,
                          std::int64_t sequence) {
    return AsInt(
        Execute(transaction, {"balance_after", sql::kBalanceAfter}, account, sequence)[0][0]);
}

// Entries are never changed, so the statements of this read need not see one moment: the sequence
// numbers of the first bind the others.
core::Result<StatementPage> ReadPage(Transaction& transaction, const StatementQuery& query) {
    const auto account = query.account_id.ToString();
    const auto bounds =
        Execute(transaction, {"statement_bounds", sql::kStatementBounds}, account, query.partner_id,
                TimeText(query.from), TimeText(query.to), query.closing.value_or(-1));
    if (bounds.empty()) return core::ErrorCode::kAccountNotFound;
    const auto opening = AsInt(bounds[0]["opening"]);
    const auto closing = std::max(AsInt(bounds[0]["closing"]), opening);
    StatementPage page{.currency = CurrencyOf(AsText(bounds[0]["currency"])),
                       .opening_balance = BalanceAfter(transaction, account, opening),
                       .closing_balance = BalanceAfter(transaction, account, closing),
                       .closing = closing,
                       .lines = {}};
    const auto rows = Execute(transaction, {"statement_entries", sql::kStatementEntries}, account,
                              std::max(opening, query.after), closing, query.limit);
    for (const auto& row : rows) page.lines.push_back(ReadLine(row, query.account_id));
    return page;
}

}  // namespace

async::Task<core::Result<Account>> StoredLedgerReader::FindAccount(std::string partner_id,
                                                                   core::AccountId id) {
    return pool_.Read<Account>([this, partner_id, id](Transaction& tx) -> core::Result<Account> {
        auto accounts = ReadAccounts(
            Execute(tx, {"find_account", sql::kFindAccount}, id.ToString(), partner_id), vault_);
        if (!accounts) return std::move(accounts).error();
        if (accounts->empty()) return core::ErrorCode::kAccountNotFound;
        return std::move(accounts->front());
    });
}

async::Task<core::Result<std::vector<Account>>> StoredLedgerReader::ListAccounts(
    std::string partner_id, std::optional<core::PagePosition> after, int limit) {
    const auto time = after ? core::FormatRfc3339(after->time) : std::string("infinity");
    const auto id =
        after ? after->id.ToString() : std::string("ffffffff-ffff-ffff-ffff-ffffffffffff");
    return pool_.Read<std::vector<Account>>([this, partner_id, time, id, limit](Transaction& tx) {
        return ReadAccounts(
            Execute(tx, {"list_accounts", sql::kListAccounts}, partner_id, time, id, limit),
            vault_);
    });
}

async::Task<core::Result<std::vector<Account>>> StoredLedgerReader::ResolveAccounts(
    std::vector<core::AccountId> ids) {
    postgres::UuidArray array;
    for (const auto& id : ids) array.Add(id);
    return pool_.Read<std::vector<Account>>([this, wanted = array.Take()](Transaction& tx) {
        return ReadAccounts(Execute(tx, {"resolve_accounts", sql::kResolveAccounts}, wanted),
                            vault_);
    });
}

async::Task<core::Result<StatementPage>> StoredLedgerReader::ReadStatement(StatementQuery query) {
    return pool_.Read<StatementPage>(
        [query = std::move(query)](Transaction& tx) { return ReadPage(tx, query); });
}

async::Task<core::Result<std::vector<TrialLine>>> StoredLedgerReader::ReadTrialBalance() {
    return whole_ledger_.Read<std::vector<TrialLine>>(
        [](Transaction& tx) -> core::Result<std::vector<TrialLine>> {
            std::vector<TrialLine> lines;
            for (const auto& row : Execute(tx, {"trial_balance", sql::kTrialBalance})) {
                lines.push_back(ReadTrialLine(row));
            }
            return lines;
        });
}

async::Task<core::Result<std::vector<OpenHold>>> StoredLedgerReader::EarliestHolds(int limit) {
    return pool_.Read<std::vector<OpenHold>>(
        [limit](Transaction& tx) -> core::Result<std::vector<OpenHold>> {
            std::vector<OpenHold> holds;
            for (const auto& row : Execute(tx, {"earliest_holds", sql::kEarliestHolds}, limit)) {
                holds.push_back({.id = postgres::AsId<core::HoldId>(row["id"]),
                                 .expires_at = postgres::AsTimestamp(row["expires_at"])});
            }
            return holds;
        });
}

}  // namespace clearway::settlement
