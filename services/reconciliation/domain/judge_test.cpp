// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/judge.h"

#include <gtest/gtest.h>

#include <limits>

#include "services/reconciliation/domain/judge_returns_fixture.h"

namespace clearway::reconciliation {
namespace {

using namespace std::chrono_literals;

const auto kHeard = *core::ParseRfc3339("2026-03-01T12:00:00Z");

Record RecordOf(const std::vector<Expectation>& told, const std::vector<Movement>& moved) {
    Record record{.payment_id = kPayment};
    for (const auto& news : Gather(told, moved)) Join(record, news, kHeard);
    return record;
}

TEST(Judge, FindsWhatTheTableSaysAtOnceAndWhenItIsLate) {
    for (const auto& row : AllJudgeRows()) {
        SCOPED_TRACE(row.what);
        const auto record = RecordOf(row.told, row.moved);
        const auto at_once = Judge(record, kHeard - 1us);
        EXPECT_EQ(at_once.found, row.found_at_once);
        EXPECT_EQ(at_once.in_flight, row.in_flight);
        EXPECT_EQ(at_once.matched, row.matched);
        const auto late = Judge(record, kHeard);
        EXPECT_EQ(late.found, row.found_late);
        EXPECT_FALSE(late.in_flight);
        EXPECT_EQ(late.matched, row.matched);
    }
}

TEST(Judge, WaitsForARailToWhichTheFundsAreCommitted) {
    auto record = RecordOf({Told(PaymentState::kAuthorised)}, {});
    EXPECT_NE(Judge(record, kHeard).found, 0U);
    const FundsCommitted committed{.payment_id = kPayment};
    EXPECT_TRUE(Join(record, Gather({}, {}, {&committed, 1}).front(), kHeard));
    EXPECT_FALSE(Join(record, Gather({}, {}, {&committed, 1}).front(), kHeard));
    const auto waiting = Judge(record, kHeard);
    EXPECT_EQ(waiting.found, 0U);
    EXPECT_FALSE(waiting.in_flight);
    EXPECT_FALSE(waiting.matched);
    EXPECT_TRUE(WaitsForItsRail(record));
    // Money that moved without the payment's word is wrong whoever waits.
    const auto moved = Moved();
    Join(record, Gather({}, {&moved, 1}).front(), kHeard);
    EXPECT_EQ(Judge(record, kHeard).found, BitOf(BreakReason::kMovedButNotSettled));
}

TEST(Judge, WaitsForARailOnlySoLong) {
    auto record = RecordOf({Told(PaymentState::kAuthorised)}, {});
    const FundsCommitted committed{.payment_id = kPayment};
    Join(record, Gather({}, {}, {&committed, 1}).front(), kHeard);
    EXPECT_EQ(Judge(record, kHeard + kRailWaitMax - 1us).found, 0U);
    const auto late = Judge(record, kHeard + kRailWaitMax);
    EXPECT_EQ(late.found, BitOf(BreakReason::kAuthorisedButNotMoved));
    EXPECT_FALSE(late.in_flight);
}

TEST(Judge, WaitsForNoRailThatRefused) {
    auto record = RecordOf({Told(PaymentState::kAuthorised)}, {});
    const std::vector<FundsCommitted> told{{.payment_id = kPayment},
                                           {.payment_id = kPayment, .waits = false}};
    Join(record, Gather({}, {}, std::span(told).first(1)).front(), kHeard);
    EXPECT_TRUE(Join(record, Gather({}, {}, told).front(), kHeard + 1us));
    EXPECT_FALSE(Join(record, Gather({}, {}, told).front(), kHeard + 2us));
    EXPECT_EQ(Judge(record, kHeard + 1us).found, BitOf(BreakReason::kAuthorisedButNotMoved));
}

TEST(Judge, SaysWhatShouldHaveMovedAndWhatDid) {
    const auto captured = Judge(RecordOf({Capture(30)}, {Moved(30)}), kHeard);
    EXPECT_EQ(captured.expected, Minor(30));
    EXPECT_EQ(captured.actual, Minor(30));
    const auto twice =
        Judge(RecordOf({Told(PaymentState::kSettled)}, {Moved(), Moved(100, 2)}), kHeard);
    EXPECT_EQ(twice.expected, Minor(100));
    EXPECT_EQ(twice.actual, Minor(200));
    EXPECT_EQ(Judge(RecordOf({}, {Moved()}), kHeard).expected, std::nullopt);
    EXPECT_EQ(Judge(RecordOf({Told(PaymentState::kSettled)}, {}), kHeard).actual, std::nullopt);
}

TEST(Judge, SaysTheLargestAmountWhenTheSumIsLarger) {
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
    const auto judged = Judge(RecordOf({}, {Moved(kMost), Moved(1, 2), Moved(1, 3)}), kHeard);
    EXPECT_EQ(judged.actual, Minor(kMost));
    EXPECT_EQ(judged.found & BitOf(BreakReason::kMovedTwice), BitOf(BreakReason::kMovedTwice));
}

}  // namespace
}  // namespace clearway::reconciliation
