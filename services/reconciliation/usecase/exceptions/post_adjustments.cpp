// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/exceptions/post_adjustments.h"

#include <algorithm>

#include "telemetry/log.h"
#include "telemetry/metrics.h"

namespace clearway::reconciliation {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kAtATime = 100;
constexpr std::chrono::seconds kFirstPause = 10s;
constexpr std::chrono::seconds kLongestPause = 600s;

}  // namespace

bool PostAdjustments::Waits(const core::Uuid& exception, core::Timestamp now) {
    const std::lock_guard lock(mutex_);
    const auto found = stuck_.find(exception);
    return found != stuck_.end() && now < found->second.until;
}

void PostAdjustments::PutOff(const core::Uuid& exception, core::Timestamp now) {
    const std::lock_guard lock(mutex_);
    auto& stuck = stuck_[exception];
    stuck.pause = std::clamp(2 * stuck.pause, kFirstPause, kLongestPause);
    stuck.until = now + stuck.pause;
}

void PostAdjustments::Forget(const core::Uuid& exception) {
    const std::lock_guard lock(mutex_);
    stuck_.erase(exception);
}

async::Task<core::Result<core::Done>> PostAdjustments::Post(StatementException one) {
    auto transfers = one.TransfersToPost();
    if (transfers.empty()) co_return core::ErrorCode::kInternal;  // it was approved with accounts
    auto posting = ledger_.Post(std::move(transfers));
    auto refusal = co_await std::move(posting);
    if (!refusal) co_return refusal.error();
    auto noting = desk_.NoteAnswer(one.exception_id, std::move(*refusal), clock_.Now());
    co_return co_await std::move(noting);
}

async::Task<core::Result<core::Done>> PostAdjustments::PostAll() {
    core::Uuid after;
    while (true) {
        auto finding = desk_.Approved(after, kAtATime);
        const auto approved = co_await std::move(finding);
        if (!approved) co_return approved.error();
        for (const auto& one : *approved) {
            after = one.exception_id;
            if (Waits(one.exception_id, clock_.Now())) continue;
            auto posting = Post(one);
            const auto posted = co_await std::move(posting);
            if (posted) {
                Forget(one.exception_id);
                continue;
            }
            if (posted.error().code != core::ErrorCode::kInternal) co_return posted.error();
            log::Warn("an approved adjustment cannot be posted, a person must look",
                      {{"exception", one.exception_id.ToString()}});
            PutOff(one.exception_id, clock_.Now());
        }
        if (std::ssize(*approved) < kAtATime) co_return core::Done{};
    }
}

async::Task<core::Result<core::Done>> PostAdjustments::CountContradicted() {
    static const metrics::Gauge contradicted(
        "clearway_reconciliation_contradicted",
        "Posted adjustments that later evidence contradicts, and nobody has taken back.");
    auto counting = desk_.CountContradicted();
    const auto count = co_await std::move(counting);
    if (!count) co_return count.error();
    contradicted.Set(static_cast<double>(*count));
    co_return core::Done{};
}

}  // namespace clearway::reconciliation
