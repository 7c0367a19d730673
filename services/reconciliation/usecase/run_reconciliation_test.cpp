// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/run_reconciliation.h"

#include <gtest/gtest.h>

#include <future>
#include <vector>

#include "async/runtime.h"

namespace clearway::reconciliation {
namespace {

using namespace std::chrono_literals;

// Answers the prepared pieces in order and signals each call.
class Pieces final : public PieceRunner {
public:
    async::Task<core::Result<RunOutcome>> RunPiece(ReconcileOptions options) override {
        const std::lock_guard lock(mutex);
        grace = options.grace;
        ++calls;
        called.notify_all();
        if (pieces.empty()) co_return core::ErrorCode::kUnavailable;
        auto piece = pieces.front();
        if (pieces.size() > 1) pieces.erase(pieces.begin());
        co_return piece;
    }
    std::mutex mutex;
    std::condition_variable called;
    std::vector<core::Result<RunOutcome>> pieces;
    std::chrono::seconds grace{0};
    int calls = 0;
};

RunOutcome Piece(std::int64_t checked, bool more) {
    RunOutcome outcome{.payments_checked = checked,
                       .breaks_new = 1,
                       .breaks_closed = 2,
                       .more = more,
                       .totals = {}};
    if (!more) outcome.totals = {.matched = 9, .in_flight = 8, .breaks_open = 7};
    return outcome;
}

core::Result<RunOutcome> RunAll(Pieces& pieces, std::chrono::seconds grace,
                                std::chrono::seconds time_left = 60s, std::stop_token stop = {}) {
    async::Runtime runtime(1);
    ReconciliationRun run(pieces, 30s);
    const auto deadline = std::chrono::system_clock::now() + time_left;
    return async::BlockOn(runtime.GetExecutor(), run.Run(grace, deadline, std::move(stop)));
}

TEST(ReconciliationRun, GoesOnUntilNothingIsDueAndAddsUp) {
    Pieces pieces;
    pieces.pieces = {Piece(2'000, true), Piece(2'000, true), Piece(5, false)};
    const auto outcome = RunAll(pieces, 0s);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->payments_checked, 4'005);
    EXPECT_EQ(outcome->breaks_new, 3);
    EXPECT_EQ(outcome->breaks_closed, 6);
    EXPECT_EQ(outcome->totals.matched, 9);
    EXPECT_EQ(pieces.calls, 3);
}

TEST(ReconciliationRun, TakesTheSettingForAGraceOfZero) {
    Pieces pieces;
    pieces.pieces = {Piece(0, false)};
    ASSERT_TRUE(RunAll(pieces, 0s));
    EXPECT_EQ(pieces.grace, 30s);
    ASSERT_TRUE(RunAll(pieces, 5s));
    EXPECT_EQ(pieces.grace, 5s);
}

TEST(ReconciliationRun, RefusesAGraceThatIsNone) {
    Pieces pieces;
    EXPECT_FALSE(RunAll(pieces, -1s));
    EXPECT_FALSE(RunAll(pieces, 604'801s));
    EXPECT_EQ(pieces.calls, 0);
}

TEST(ReconciliationRun, StopsBetweenPiecesWhenTheDeadlineIsNear) {
    Pieces pieces;
    pieces.pieces = {Piece(2'000, true)};
    const auto outcome = RunAll(pieces, 0s, 1s);
    ASSERT_TRUE(outcome);
    EXPECT_TRUE(outcome->more);
    EXPECT_EQ(pieces.calls, 1);
}

TEST(ReconciliationRun, EndsBetweenPiecesWhenTheProcessStops) {
    Pieces pieces;
    pieces.pieces = {Piece(2'000, true), Piece(5, false)};
    std::stop_source stopping;
    stopping.request_stop();
    const auto outcome = RunAll(pieces, 0s, 60s, stopping.get_token());
    ASSERT_TRUE(outcome);
    EXPECT_TRUE(outcome->more);
    EXPECT_EQ(pieces.calls, 1);
}

TEST(ReconciliationRun, HandsOnAFailure) {
    Pieces pieces;
    const auto outcome = RunAll(pieces, 0s);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, core::ErrorCode::kUnavailable);
}

TEST(Schedule, RunsAgainAndAgainAlsoAfterAFailure) {
    Pieces pieces;  // every run fails
    async::Runtime runtime(1);
    ReconciliationRun run(pieces, 30s);
    Schedule schedule(run, 1ms, runtime.GetExecutor());
    std::unique_lock lock(pieces.mutex);
    EXPECT_TRUE(pieces.called.wait_for(lock, 10s, [&] { return pieces.calls >= 3; }));
}

TEST(Schedule, StopsInTheMiddleOfABacklog) {
    Pieces pieces;
    pieces.pieces = {Piece(2'000, true)};  // there is always more
    async::Runtime runtime(1);
    ReconciliationRun run(pieces, 30s);
    auto schedule = std::make_unique<Schedule>(run, 1ms, runtime.GetExecutor());
    {
        std::unique_lock lock(pieces.mutex);
        ASSERT_TRUE(pieces.called.wait_for(lock, 10s, [&] { return pieces.calls >= 2; }));
    }
    auto stopped = std::async(std::launch::async, [&schedule] { schedule.reset(); });
    EXPECT_EQ(stopped.wait_for(10s), std::future_status::ready);
    const std::lock_guard lock(pieces.mutex);
    pieces.pieces = {Piece(0, false)};  // lets a schedule end that did not
}

}  // namespace
}  // namespace clearway::reconciliation
