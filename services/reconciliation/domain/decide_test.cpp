// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/decide.h"

#include <gtest/gtest.h>

#include "services/reconciliation/domain/judge_fixture.h"

namespace clearway::reconciliation {
namespace {

using namespace std::chrono_literals;
using State = PaymentState;

const auto kNow = *core::ParseRfc3339("2026-03-01T12:00:00Z");
const core::Uuid kBreakOne = core::Uuid::Derive(kPayment.value, "one");
const core::Uuid kBreakTwo = core::Uuid::Derive(kPayment.value, "two");

Record RecordOf(std::optional<Expectation> told, std::vector<Movement> moved) {
    return {
        .payment_id = kPayment, .told = std::move(told), .moved = std::move(moved), .since = kNow};
}
Changes DecideOn(Record& record) { return Decide({&record, 1}, kNow - 1s, kNow); }

TEST(Decide, OpensWhatIsFoundAndClosesWhatIsNoLongerFound) {
    auto record = RecordOf(Told(State::kSettled), {Moved(), MovedTo(kOther)});
    record.standing.open = {{kBreakOne, BreakReason::kMovedTwice},
                            {kBreakTwo, BreakReason::kAmountMismatch}};
    record.standing.stream_version = 4;
    const auto changes = DecideOn(record);
    ASSERT_EQ(changes.opened.size(), 1U);
    EXPECT_EQ(changes.opened[0].reason, BreakReason::kAccountMismatch);
    EXPECT_EQ(changes.opened[0].detected_at, kNow);
    EXPECT_EQ(changes.opened[0].actual, Minor(200));
    EXPECT_EQ(changes.closed, std::vector{kBreakTwo});
    ASSERT_EQ(changes.facts.size(), 2U);
    EXPECT_EQ(std::get<BreakClosed>(changes.facts[0].what).break_id, kBreakTwo);
    EXPECT_EQ(changes.facts[0].version, 5);
    EXPECT_EQ(std::get<BreakDetected>(changes.facts[1].what).break_id, changes.opened[0].break_id);
    EXPECT_EQ(changes.facts[1].version, 6);
    EXPECT_EQ(record.standing.stream_version, 6);
    ASSERT_EQ(record.standing.open.size(), 2U);
    EXPECT_EQ(record.standing.open[0].break_id, kBreakOne);
    EXPECT_EQ(record.standing.open[1].break_id, changes.opened[0].break_id);
}

TEST(Decide, GivesABreakThatComesBackAnotherId) {
    const auto opened_at = [](std::int32_t version) {
        auto record = RecordOf(Told(State::kSettled), {Moved(99)});
        record.standing.stream_version = version;
        return DecideOn(record).opened.at(0).break_id;
    };
    EXPECT_EQ(opened_at(0), opened_at(0));
    EXPECT_NE(opened_at(0), opened_at(2));
}

TEST(Decide, TellsOfAReconciledPaymentOnce) {
    auto record = RecordOf(Told(State::kSettled), {Moved()});
    const auto first = DecideOn(record);
    ASSERT_EQ(first.facts.size(), 1U);
    EXPECT_TRUE(std::holds_alternative<PaymentReconciled>(first.facts[0].what));
    EXPECT_EQ(first.matched_more, 1);
    EXPECT_TRUE(record.standing.matched);
    const auto second = DecideOn(record);
    EXPECT_EQ(second.facts.size(), 0U);
    EXPECT_EQ(second.matched_more, 0);
    record.moved.push_back(Moved(100, 2));
    EXPECT_EQ(DecideOn(record).matched_more, -1);
    record.moved.pop_back();
    const auto healed = DecideOn(record);
    EXPECT_EQ(healed.matched_more, 1);
    ASSERT_EQ(healed.facts.size(), 1U);
    EXPECT_TRUE(std::holds_alternative<BreakClosed>(healed.facts[0].what));
}

TEST(Decide, CountsWhatIsInFlight) {
    auto record = RecordOf(std::nullopt, {Moved()});
    EXPECT_EQ(DecideOn(record).in_flight_more, 1);
    EXPECT_EQ(DecideOn(record).in_flight_more, 0);
    record.told = Told(State::kSettled);
    const auto arrived = DecideOn(record);
    EXPECT_EQ(arrived.in_flight_more, -1);
    EXPECT_EQ(arrived.matched_more, 1);
}

TEST(BreakReason, HasNameNumberAndSentenceForEach) {
    for (int number = 1; number <= 8; ++number) {
        const auto reason = ReasonNumbered(number);
        ASSERT_TRUE(reason);
        EXPECT_FALSE(NameOf(*reason).empty());
        EXPECT_FALSE(Explain(*reason).empty());
        EXPECT_EQ(ReasonsIn(BitOf(*reason)), std::vector{*reason});
    }
    EXPECT_FALSE(ReasonNumbered(0));
    EXPECT_FALSE(ReasonNumbered(9));
}

}  // namespace
}  // namespace clearway::reconciliation
