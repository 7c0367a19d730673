// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/statements/run_statements.h"

#include <algorithm>

#include "telemetry/log.h"

namespace clearway::reconciliation {
namespace {

constexpr auto kDeadlineMargin = std::chrono::seconds(2);

void Add(const UnitOutcome& unit, RunSum& sum) {
    sum.RunCounts::Add(unit);
    sum.opened += std::ssize(unit.opened);
    sum.healed += std::ranges::count(unit.changed, ExceptionStep::kHealed, &ExceptionChange::step);
}

// What fails in one unit is of no concern to the others.
async::Task<core::Result<core::Done>> GoOnWithout(RunDesk& desk, UnitOrder unit) {
    log::Warn("a unit of a statement run fails", {{"account", unit.account.ToString()}});
    if (unit.dry_run) co_return core::Done{};
    auto skipping = desk.Skip(unit);
    co_return co_await std::move(skipping);
}

}  // namespace

async::Task<core::Result<RunSum>> RunStatements(RunDesk& desk, const core::Clock& clock,
                                                RunOrder order, std::stop_token stop,
                                                RunWatch watch) {
    auto beginning = order.dry_run ? desk.Look() : desk.Begin(order.by, clock.Now());
    auto begun = co_await std::move(beginning);
    if (!begun) co_return std::move(begun).error();
    RunSum sum;
    sum.run = std::move(*begun);
    for (const auto& account : sum.run.pending) {
        if (order.dry_run && order.after && account <= *order.after) continue;
        if (stop.stop_requested() ||
            std::chrono::system_clock::now() + kDeadlineMargin > order.deadline) {
            sum.more = true;
            break;
        }
        const UnitOrder unit{
            .run = sum.run.run_id, .account = account, .at = clock.Now(), .dry_run = order.dry_run};
        auto running = desk.Run(unit);
        const auto outcome = co_await std::move(running);
        if (!outcome) {
            if (outcome.error().code != core::ErrorCode::kInternal) co_return outcome.error();
            auto skipping = GoOnWithout(desk, unit);
            const auto skipped = co_await std::move(skipping);
            if (!skipped) co_return skipped.error();
            ++sum.units_failed;
        } else if (*outcome) {
            Add(**outcome, sum);
        }
        ++sum.units_done;
        sum.last = account;
        if (watch) watch(sum.units_done, std::ssize(sum.run.pending), sum.lines);
    }
    co_return sum;
}

}  // namespace clearway::reconciliation
