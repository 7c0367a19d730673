// SPDX-License-Identifier: Apache-2.0
#include "core/country.h"
#include "services/settlement/usecase/account_commands.h"
#include "services/settlement/usecase/checks.h"

namespace clearway::settlement::usecase {
namespace {

std::optional<core::Error> Check(const OpenAccountInput& input) {
    std::vector<core::Error> errors;
    if (!core::Currency::Parse(input.currency)) {
        errors.push_back(core::InvalidField("currency", "is not an ISO 4217 currency code",
                                            core::ErrorCode::kUnknownCurrency));
    }
    if (!IsHolderName(input.holder_name)) {
        errors.push_back(core::InvalidField(
            "holder.name", "must have 1 to 140 characters, none of them a control character"));
    }
    if (!core::IsCountryCode(input.holder_country)) {
        errors.push_back(
            core::InvalidField("holder.country", "is not an ISO 3166-1 alpha-2 country code"));
    }
    if (input.type != AccountType::kCustomer && input.type != AccountType::kMerchant) {
        errors.push_back(core::InvalidField("type", "must be customer or merchant"));
    }
    if (!input.party_id.empty() && !core::Uuid::Parse(input.party_id)) {
        errors.push_back(core::InvalidField("holder.party_id", "is not a UUID"));
    }
    return Combine(std::move(errors));
}

core::AccountId IdOf(const rpc::CallContext& call) {
    return call.idempotency_key ? core::DeriveAccountId(call.partner_id, *call.idempotency_key)
                                : core::AccountId(core::Uuid::Random());
}

// The account that was opened before, if its order had this name, too: the ledger has compared all
// else.
async::Task<core::Result<Account>> AsOpened(LedgerReader& reader, std::string partner_id,
                                            core::AccountId id,
                                            core::Sensitive<std::string> holder_name) {
    auto reading = reader.FindAccount(std::move(partner_id), id);
    auto account = co_await std::move(reading);
    if (account && account->holder_name != holder_name)
        co_return core::ErrorCode::kIdempotencyKeyReused;
    co_return account;
}

}  // namespace

async::Task<core::Result<Account>> OpenAccount(AccountPorts ports, rpc::CallContext& call,
                                               OpenAccountInput input) {
    if (auto allowed = RequirePartner(call); !allowed) co_return allowed.error();
    if (auto error = Check(input)) co_return std::move(*error);
    const auto id = IdOf(call);
    const auto party_id = core::Uuid::Parse(input.party_id);
    const core::Sensitive<std::string> name(std::move(input.holder_name));
    auto sealing = ports.names.Seal(id, party_id.value_or(id.value), name);
    auto sealed = co_await std::move(sealing);
    if (!sealed) co_return std::move(sealed).error();
    settlement::OpenAccount open{.account_id = id,
                                 .partner_id = call.partner_id,
                                 .currency = *core::Currency::Parse(input.currency),
                                 .type = input.type,
                                 .holder_name = name,
                                 .sealed_holder_name = std::move(*sealed),
                                 .holder_country = std::move(input.holder_country),
                                 .party_id = party_id};
    Command command{.what = std::move(open), .traceparent = call.trace.ToTraceparent()};
    auto task = ports.ledger.Submit(std::move(command));
    auto reply = co_await std::move(task);
    if (!reply) co_return std::move(reply).error();
    auto& opened = std::get<AccountReply>(*reply);
    call.replayed = opened.replayed;
    if (!opened.replayed) co_return std::move(opened.account);
    auto reading = AsOpened(ports.reader, call.partner_id, id, name);
    co_return co_await std::move(reading);
}

}  // namespace clearway::settlement::usecase
