// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/decide.h"

#include <gtest/gtest.h>

namespace clearway::reconciliation {
namespace {

const auto kNow = *core::ParseRfc3339("2026-03-01T12:00:00Z");

Judgement MakeJudgement(std::uint8_t payment) {
    core::Uuid::Bytes bytes{};
    bytes[15] = payment;
    return {.payment_id = core::PaymentId(core::Uuid(bytes)),
            .found = 0,
            .open = 0,
            .in_flight = false,
            .matched = false,
            .was_matched = false,
            .reconciled = false,
            .since = kNow,
            .expected = {},
            .actual = {},
            .stream_version = 0};
}

TEST(Decide, OpensWhatIsFoundAndClosesWhatIsNoLongerFound) {
    auto judgement = MakeJudgement(1);
    judgement.open = BitOf(BreakReason::kMovedTwice) | BitOf(BreakReason::kAmountMismatch);
    judgement.found = BitOf(BreakReason::kMovedTwice) | BitOf(BreakReason::kAccountMismatch);
    judgement.stream_version = 4;
    const auto changes = Decide({&judgement, 1}, kNow);
    ASSERT_EQ(changes.opened.size(), 1U);
    EXPECT_EQ(changes.opened[0].reason, BreakReason::kAccountMismatch);
    EXPECT_EQ(changes.opened[0].detected_at, kNow);
    ASSERT_EQ(changes.closed.size(), 1U);
    EXPECT_EQ(changes.closed[0].reason, BreakReason::kAmountMismatch);
    ASSERT_EQ(changes.checks.size(), 1U);
    EXPECT_EQ(changes.checks[0].stream_version, 6);
}

TEST(Decide, GivesABreakThatComesBackAnotherId) {
    auto judgement = MakeJudgement(1);
    judgement.found = BitOf(BreakReason::kMovedTwice);
    const auto first = Decide({&judgement, 1}, kNow).opened[0].break_id;
    EXPECT_EQ(Decide({&judgement, 1}, kNow).opened[0].break_id, first);
    judgement.stream_version = 2;
    EXPECT_NE(Decide({&judgement, 1}, kNow).opened[0].break_id, first);
}

TEST(Decide, TellsOfAReconciledPaymentOnce) {
    auto judgement = MakeJudgement(1);
    judgement.matched = true;
    const auto first = Decide({&judgement, 1}, kNow);
    EXPECT_EQ(first.reconciled.size(), 1U);
    EXPECT_EQ(first.matched_more, 1);
    EXPECT_TRUE(first.checks[0].reconciled);
    judgement.reconciled = judgement.was_matched = true;
    const auto second = Decide({&judgement, 1}, kNow);
    EXPECT_EQ(second.reconciled.size(), 0U);
    EXPECT_EQ(second.matched_more, 0);
    judgement.matched = false;
    EXPECT_EQ(Decide({&judgement, 1}, kNow).matched_more, -1);
}

TEST(Decide, KeepsOnlyWhatIsInFlightDue) {
    auto judgement = MakeJudgement(1);
    EXPECT_EQ(Decide({&judgement, 1}, kNow).checks[0].due_since, std::nullopt);
    judgement.in_flight = true;
    EXPECT_EQ(Decide({&judgement, 1}, kNow).checks[0].due_since, kNow);
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
