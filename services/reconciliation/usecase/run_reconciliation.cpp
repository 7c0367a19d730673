// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/run_reconciliation.h"

#include <exception>

#include "async/runtime.h"
#include "telemetry/log.h"

namespace clearway::reconciliation {

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kPieceMax = 16;  // lists
constexpr auto kGraceMax = std::chrono::seconds(7 * 86'400);
constexpr auto kDeadlineMargin = 2s;
constexpr auto kScheduledLimit = 60s;

}  // namespace

ReconciliationRun::ReconciliationRun(PieceRunner& runner, std::chrono::seconds grace)
    : runner_(runner), grace_(grace) {}

async::Task<core::Result<RunOutcome>> ReconciliationRun::Run(
    std::chrono::seconds grace, std::chrono::system_clock::time_point deadline,
    std::stop_token stop) {
    if (grace < 0s || grace > kGraceMax)
        co_return core::InvalidField("grace_seconds", "must be 0 to 604800");
    const ReconcileOptions options{.grace = grace == 0s ? grace_ : grace,
                                   .lists_max = kPieceMax};
    RunOutcome sum;
    do {
        auto piece = co_await runner_.RunPiece(options);
        if (!piece) co_return std::move(piece).error();
        sum.payments_checked += piece->payments_checked;
        sum.breaks_new += piece->breaks_new;
        sum.breaks_closed += piece->breaks_closed;
        sum.totals = piece->totals;
        sum.more = piece->more;
    } while (sum.more && !stop.stop_requested() &&
             std::chrono::system_clock::now() < deadline - kDeadlineMargin);
    co_return sum;
}

Schedule::Schedule(ReconciliationRun& run, std::chrono::milliseconds interval,
                   async::Executor executor)
    : run_(run),
      interval_(interval),
      executor_(std::move(executor)),
      thread_([this](const std::stop_token& stop) { Loop(stop); }) {}

void Schedule::Loop(const std::stop_token& stop) {
    const auto stopped = [&stop] { return stop.stop_requested(); };
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, stop, interval_, stopped)) RunOnce(stop);
}

void Schedule::RunOnce(const std::stop_token& stop) {
    try {
        const auto deadline = std::chrono::system_clock::now() + kScheduledLimit;
        const auto outcome = async::BlockOn(executor_, run_.Run(0s, deadline, stop));
        if (!outcome) {
            log::Warn("a reconciliation run failed",
                      {{"code", core::Describe(outcome.error().code).name}});
        }
    } catch (const std::exception& error) {
        log::Warn("a reconciliation run failed", {{"reason", error.what()}});
    }
}

}  // namespace clearway::reconciliation
