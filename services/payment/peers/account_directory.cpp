// SPDX-License-Identifier: Apache-2.0
#include "services/payment/peers/account_directory.h"

#include <mutex>
#include <unordered_set>

#include "clearway/settlement/v1/settlement_service.pb.h"
#include "core/recent.h"

namespace clearway::payment {
namespace {

using namespace std::chrono_literals;
using settlement::v1::ResolveAccountsRequest;
using settlement::v1::ResolveAccountsResponse;

constexpr auto kLimit = 1000ms;

std::optional<AccountInfo> InfoOf(const settlement::v1::ResolvedAccount& account) {
    const auto id = core::AccountId::Parse(account.account_id());
    if (!id) return std::nullopt;
    return AccountInfo{.account_id = *id,
                       .partner_id = account.partner_id(),
                       .currency = account.currency(),
                       .closed = account.status() == settlement::v1::ACCOUNT_STATUS_CLOSED,
                       .holder_name = core::Sensitive(account.holder_name()),
                       .holder_country = account.holder_country(),
                       .person = core::Uuid::Parse(account.person_id()).value_or(core::Uuid()),
                       .party_id = account.party_id()};
}

constexpr char kResolveAccounts[] = "clearway.settlement.v1.LedgerService.ResolveAccounts";

}  // namespace

struct CachingAccountDirectory::Cache {
    explicit Cache(std::size_t accounts_max) : accounts(accounts_max) {}

    std::optional<AccountInfo> Find(const core::AccountId& id) {
        const std::lock_guard lock(mutex);
        const auto* account = accounts.Find(id);
        return account ? std::optional(*account) : std::nullopt;
    }

    void Remember(std::vector<AccountInfo>& found) {
        const std::lock_guard lock(mutex);
        for (auto& account : found) {
            if (erased.contains(account.person)) account.holder_name = {};
            if (!account.closed) accounts.Insert(account.account_id, account);
        }
    }

    void Forget(std::span<const core::Uuid> persons) {
        const std::lock_guard lock(mutex);
        erased.insert(persons.begin(), persons.end());
        accounts.EraseIf(
            [this](const AccountInfo& account) { return erased.contains(account.person); });
    }

    std::mutex mutex;
    core::Recent<core::AccountId, AccountInfo> accounts;
    std::unordered_set<core::Uuid> erased;  // since the start
};

CachingAccountDirectory::CachingAccountDirectory(rpc::Peer& channel, std::size_t accounts_max)
    : peer_(channel), cache_(std::make_unique<Cache>(accounts_max)) {}

CachingAccountDirectory::~CachingAccountDirectory() = default;

void CachingAccountDirectory::Forget(std::span<const core::Uuid> persons) {
    if (!persons.empty()) cache_->Forget(persons);
}

Task<Result<std::vector<AccountInfo>>> CachingAccountDirectory::Resolve(
    const CallContext& call, std::vector<core::AccountId> ids) {
    std::vector<AccountInfo> known;
    std::vector<core::AccountId> unknown;
    for (const auto& id : ids) {
        if (auto info = cache_->Find(id)) {
            known.push_back(std::move(*info));
        } else {
            unknown.push_back(id);
        }
    }
    if (unknown.empty()) co_return known;
    auto asked = co_await Ask(call, std::move(unknown));
    if (!asked) co_return std::move(asked).error();
    cache_->Remember(*asked);
    known.insert(known.end(), asked->begin(), asked->end());
    co_return known;
}

Task<Result<std::vector<AccountInfo>>> CachingAccountDirectory::Ask(
    const CallContext& call, std::vector<core::AccountId> ids) {
    ResolveAccountsRequest request;
    for (const auto& id : ids) request.add_account_ids(id.ToString());
    auto answer =
        co_await peer_.Call<ResolveAccountsResponse>(call, kLimit, kResolveAccounts, request);
    if (!answer) co_return std::move(answer).error();
    std::vector<AccountInfo> accounts;
    for (const auto& account : answer->accounts())
        if (auto info = InfoOf(account)) accounts.push_back(std::move(*info));
    co_return accounts;
}

}  // namespace clearway::payment
