// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/holder_names.h"

#include "telemetry/log.h"

namespace clearway::settlement {
namespace {

vault::Place PlaceOf(const std::string& account) {
    return {.table = "accounts", .column = "holder_name", .row = account};
}

void Open(const vault::Keyring& ring, Account& account) {
    const auto id = account.id.ToString();
    auto name = ring.Open(PlaceOf(id), account.sealed_holder_name);
    if (auto* opened = std::get_if<core::Sensitive<std::string>>(&name)) {
        account.holder_name = std::move(*opened);
        return;
    }
    account.holder_erased = std::get<vault::Refusal>(name) == vault::Refusal::kErased;
    if (!account.holder_erased)
        log::Error("the name of an account's holder does not open", {{"account_id", id}});
}

}  // namespace

async::Task<core::Result<std::string>> SealedHolderNames::Seal(core::AccountId account,
                                                               core::Uuid person,
                                                               core::Sensitive<std::string> name) {
    auto asking = vault_.ForSealing(vault::PersonId(person));
    auto ring = co_await std::move(asking);
    if (!ring) co_return std::move(ring).error();
    const auto id = account.ToString();
    auto sealed = (*ring)->Seal(PlaceOf(id), name.Reveal());
    if (auto* bytes = std::get_if<std::string>(&sealed)) co_return std::move(*bytes);
    if (std::get<vault::Refusal>(sealed) == vault::Refusal::kErased)
        co_return core::InvalidField("holder", "was erased: nothing can be kept of them");
    co_return core::ErrorCode::kUnavailable;
}

core::Result<core::Done> OpenHolderNames(vault::ServiceVault& vault, std::span<Account> accounts) {
    std::vector<vault::PersonId> persons;
    for (const auto& account : accounts) persons.emplace_back(PersonOf(account));
    auto rings = vault.ForOpening(persons);
    if (!rings) return std::move(rings).error();
    for (std::size_t i = 0; i < accounts.size(); ++i)
        if (!accounts[i].sealed_holder_name.empty()) Open(*(*rings)[i], accounts[i]);
    return core::Done{};
}

}  // namespace clearway::settlement
