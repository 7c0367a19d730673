// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/exceptions/post_adjustments.h"

#include "telemetry/log.h"

namespace clearway::reconciliation {
namespace {

constexpr std::int64_t kAtATime = 100;

}  // namespace

async::Task<core::Result<std::string>> PostAdjustments::Post(StatementException one) {
    if (!one.suspense) co_return core::ErrorCode::kInternal;  // it was approved with one
    const bool debit_nostro = one.adjustment.debit_nostro;
    const AdjustmentOrder order{.transfer_id = one.Transfer(),
                                .debtor = debit_nostro ? one.account : *one.suspense,
                                .creditor = debit_nostro ? *one.suspense : one.account,
                                .amount = core::Money(one.currency, one.adjustment.amount_minor)};
    auto posting = ledger_.Post(order);
    co_return co_await std::move(posting);
}

async::Task<core::Result<core::Done>> PostAdjustments::PostAll() {
    auto finding = desk_.Approved(kAtATime);
    const auto approved = co_await std::move(finding);
    if (!approved) co_return approved.error();
    for (const auto& one : *approved) {
        auto posting = Post(one);
        auto refusal = co_await std::move(posting);
        if (!refusal && refusal.error().code == core::ErrorCode::kInternal) {
            log::Warn("an approved adjustment cannot be posted, a person must look",
                      {{"exception", one.exception_id.ToString()}});
            continue;
        }
        if (!refusal) co_return refusal.error();
        auto noting = desk_.NoteAnswer(one.exception_id, std::move(*refusal), clock_.Now());
        const auto noted = co_await std::move(noting);
        if (!noted) co_return noted.error();
    }
    co_return core::Done{};
}

}  // namespace clearway::reconciliation
