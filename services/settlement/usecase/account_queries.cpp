// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/account_queries.h"

#include "services/settlement/usecase/checks.h"
#include "services/settlement/usecase/statement_cursor.h"

namespace clearway::settlement::usecase {
namespace {

constexpr int kAccountsDefault = 50;
constexpr int kAccountsMax = 200;
constexpr int kEntriesDefault = 200;
constexpr int kEntriesMax = 1000;

core::Result<StatementQuery> MakeQuery(const rpc::CallContext& call, const StatementInput& input) {
    const auto id = core::AccountId::Parse(input.account_id);
    if (!id) return core::ErrorCode::kAccountNotFound;
    const auto limit = CheckPageSize(input.page.size, kEntriesDefault, kEntriesMax);
    if (!limit) return limit.error();
    if (input.from && input.to && *input.to < *input.from) {
        return core::InvalidField("to", "must not be before `from`");
    }
    StatementQuery query{.partner_id = call.partner_id,
                         .account_id = *id,
                         .from = input.from,
                         .to = input.to,
                         .limit = *limit + 1};  // one more tells whether there is a next page
    if (!input.page.token.empty()) {
        const auto cursor = ParseStatementCursor(input.page.token);
        if (!cursor) return core::InvalidField("page_token", "is not a token that this list gave");
        query.after = cursor->after;
        query.closing = cursor->closing;
    }
    return query;
}

}  // namespace

async::Task<core::Result<Account>> GetAccount(LedgerReader& reader, const rpc::CallContext& call,
                                              std::string account_id) {
    if (auto allowed = RequirePartner(call); !allowed) co_return allowed.error();
    const auto id = core::AccountId::Parse(account_id);
    if (!id) co_return core::ErrorCode::kAccountNotFound;
    auto task = reader.FindAccount(call.partner_id, *id);
    auto account = co_await std::move(task);
    co_return account;
}

async::Task<core::Result<AccountPage>> ListAccounts(LedgerReader& reader,
                                                    const rpc::CallContext& call, Page page) {
    if (auto allowed = RequirePartner(call); !allowed) co_return allowed.error();
    const auto limit = CheckPageSize(page.size, kAccountsDefault, kAccountsMax);
    if (!limit) co_return limit.error();
    const auto after = core::ReadPageToken(page.token);
    if (!after) co_return after.error();
    auto task = reader.ListAccounts(call.partner_id, *after, *limit + 1);
    auto accounts = co_await std::move(task);
    if (!accounts) co_return std::move(accounts).error();
    AccountPage result{.accounts = std::move(*accounts), .next_page_token = {}};
    if (result.accounts.size() > static_cast<std::size_t>(*limit)) {
        result.accounts.pop_back();
        const auto& last = result.accounts.back();
        result.next_page_token = core::EncodePageToken({last.created_at, last.id.value});
    }
    co_return result;
}

async::Task<core::Result<Statement>> GetStatement(LedgerReader& reader,
                                                  const rpc::CallContext& call,
                                                  StatementInput input) {
    if (auto allowed = RequirePartner(call); !allowed) co_return allowed.error();
    const auto query = MakeQuery(call, input);
    if (!query) co_return query.error();
    auto task = reader.ReadStatement(*query);
    auto page = co_await std::move(task);
    if (!page) co_return std::move(page).error();
    Statement statement{
        .account_id = query->account_id, .page = std::move(*page), .next_page_token = {}};
    auto& lines = statement.page.lines;
    if (lines.size() == static_cast<std::size_t>(query->limit)) {
        lines.pop_back();
        statement.next_page_token = EncodeStatementCursor(
            {.after = lines.back().entry.sequence, .closing = statement.page.closing});
    }
    co_return statement;
}

}  // namespace clearway::settlement::usecase
