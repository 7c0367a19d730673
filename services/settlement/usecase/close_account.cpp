// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/account_commands.h"
#include "services/settlement/usecase/checks.h"

namespace clearway::settlement::usecase {

async::Task<core::Result<Account>> CloseAccount(AccountPorts ports, rpc::CallContext& call,
                                                std::string account_id) {
    if (auto allowed = RequirePartner(call); !allowed) co_return allowed.error();
    const auto id = core::AccountId::Parse(account_id);
    if (!id) co_return core::ErrorCode::kAccountNotFound;
    settlement::CloseAccount close{.account_id = *id, .partner_id = call.partner_id};
    Command command{.what = std::move(close), .traceparent = call.trace.ToTraceparent()};
    auto task = ports.ledger.Submit(std::move(command));
    auto reply = co_await std::move(task);
    if (!reply) co_return std::move(reply).error();
    auto reading = ports.reader.FindAccount(call.partner_id, *id);
    co_return co_await std::move(reading);
}

}  // namespace clearway::settlement::usecase
