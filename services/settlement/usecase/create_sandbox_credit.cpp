// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/account_commands.h"
#include "services/settlement/usecase/checks.h"

namespace clearway::settlement::usecase {
namespace {

// Apart from every account and payment that the same key may name.
core::TransferId TransferIdOf(const rpc::CallContext& call) {
    if (!call.idempotency_key) return core::TransferId(core::Uuid::Random());
    const auto key = core::DeriveAccountId(call.partner_id, *call.idempotency_key);
    return core::TransferId(core::Uuid::Derive(key.value, "sandbox credit"));
}

}  // namespace

async::Task<core::Result<SandboxCredit>> CreateSandboxCredit(LedgerWriter& ledger,
                                                             rpc::CallContext& call,
                                                             SandboxCreditInput input) {
    if (auto allowed = RequirePartner(call); !allowed) co_return allowed.error();
    const auto amount = core::ParseAmount(input.currency, input.value, "amount");
    if (!amount) co_return amount.error();
    const auto id = core::AccountId::Parse(input.account_id);
    if (!id) co_return core::ErrorCode::kAccountNotFound;
    CreditFromClearing credit{.transfer_id = TransferIdOf(call),
                              .partner_id = call.partner_id,
                              .account_id = *id,
                              .amount = *amount};
    Command command{.what = std::move(credit), .traceparent = call.trace.ToTraceparent()};
    auto task = ledger.Submit(std::move(command));
    auto reply = co_await std::move(task);
    if (!reply) co_return std::move(reply).error();
    auto& done = std::get<TransferReply>(*reply);
    call.replayed = done.replayed;
    co_return SandboxCredit{.transfer = std::move(done.transfer),
                            .account = std::move(done.account)};
}

}  // namespace clearway::settlement::usecase
