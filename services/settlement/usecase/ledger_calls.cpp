// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/ledger_calls.h"

#include <algorithm>
#include <set>
#include <string>

namespace clearway::settlement::usecase {
namespace {

constexpr std::size_t kResolveMax = 100;
constexpr std::size_t kOrdersMax = 500;

bool HasTwoOfACurrency(const std::vector<TransferOrder>& orders) {
    std::set<std::string> currencies;
    return std::ranges::any_of(orders, [&](const auto& order) {
        return !currencies.emplace(order.amount.GetCurrency().Code()).second;
    });
}

}  // namespace

async::Task<core::Result<std::vector<Account>>> ResolveAccounts(LedgerReader& reader,
                                                                std::vector<std::string> ids) {
    if (ids.size() > kResolveMax) {
        co_return core::InvalidField("account_ids", "must be at most 100");
    }
    std::vector<core::AccountId> wanted;
    for (const auto& text : ids) {
        // What is no id is the id of no account.
        if (const auto id = core::AccountId::Parse(text)) wanted.push_back(*id);
    }
    auto task = reader.ResolveAccounts(std::move(wanted));
    auto accounts = co_await std::move(task);
    co_return accounts;
}

async::Task<core::Result<HoldReply>> PlaceHold(LedgerWriter& ledger, const rpc::CallContext& call,
                                               settlement::PlaceHold hold,
                                               const HoldPlacedNotice& notice) {
    const auto expires_at = hold.expires_at;
    Command command{.what = std::move(hold), .traceparent = call.trace.ToTraceparent()};
    auto task = ledger.Submit(std::move(command));
    auto reply = co_await std::move(task);
    if (!reply) co_return std::move(reply).error();
    const auto placed = std::get<HoldReply>(*reply);
    if (placed.outcome == HoldOutcome::kHeld) notice(expires_at);
    co_return placed;
}

async::Task<core::Result<ReleaseReply>> VoidHold(LedgerWriter& ledger, const rpc::CallContext& call,
                                                 core::HoldId id) {
    Command command{.what = settlement::VoidHold{id}, .traceparent = call.trace.ToTraceparent()};
    auto task = ledger.Submit(std::move(command));
    auto reply = co_await std::move(task);
    if (!reply) co_return std::move(reply).error();
    co_return std::get<ReleaseReply>(*reply);
}

async::Task<core::Result<BookingReply>> BookTransfers(LedgerWriter& ledger,
                                                      const rpc::CallContext& call,
                                                      std::vector<TransferOrder> orders,
                                                      bool all_or_none) {
    if (orders.empty() || orders.size() > kOrdersMax) {
        co_return core::InvalidField("transfers", "must be from 1 to 500");
    }
    if (all_or_none && HasTwoOfACurrency(orders))
        co_return core::InvalidField("all_or_none", "must have one transfer a currency");
    settlement::BookTransfers booking{.orders = std::move(orders),
                                      .booked_by = call.caller_id,
                                      .adjusts = call.caller == "reconciliation",
                                      .all_or_none = all_or_none};
    Command command{.what = std::move(booking), .traceparent = call.trace.ToTraceparent()};
    auto task = ledger.Submit(std::move(command));
    auto reply = co_await std::move(task);
    if (!reply) co_return std::move(reply).error();
    co_return std::move(std::get<BookingReply>(*reply));
}

async::Task<core::Result<TrialBalance>> GetTrialBalance(LedgerReader& reader) {
    auto task = reader.ReadTrialBalance();
    auto lines = co_await std::move(task);
    if (!lines) co_return std::move(lines).error();
    const bool balanced = std::ranges::all_of(*lines, &TrialLine::IsBalanced);
    co_return TrialBalance{.lines = std::move(*lines), .balanced = balanced};
}

}  // namespace clearway::settlement::usecase
