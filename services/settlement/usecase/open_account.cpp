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
    if (input.type == AccountType::kClearing) {
        errors.push_back(core::InvalidField("type", "must be customer or merchant"));
    }
    return Combine(std::move(errors));
}

}  // namespace

async::Task<core::Result<Account>> OpenAccount(LedgerWriter& ledger, rpc::CallContext& call,
                                               OpenAccountInput input) {
    if (auto allowed = RequirePartner(call); !allowed) co_return allowed.error();
    if (auto error = Check(input)) co_return std::move(*error);
    const auto id = call.idempotency_key
                        ? core::DeriveAccountId(call.partner_id, *call.idempotency_key)
                        : core::AccountId(core::Uuid::Random());
    settlement::OpenAccount open{
        .account_id = id,
        .partner_id = call.partner_id,
        .currency = *core::Currency::Parse(input.currency),
        .type = input.type,
        .holder_name = core::Sensitive<std::string>(std::move(input.holder_name)),
        .holder_country = std::move(input.holder_country)};
    Command command{.what = std::move(open), .traceparent = call.trace.ToTraceparent()};
    auto task = ledger.Submit(std::move(command));
    auto reply = co_await std::move(task);
    if (!reply) co_return std::move(reply).error();
    auto& opened = std::get<AccountReply>(*reply);
    call.replayed = opened.replayed;
    co_return std::move(opened.account);
}

}  // namespace clearway::settlement::usecase
