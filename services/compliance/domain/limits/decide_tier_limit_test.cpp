// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/limits/decide_tier_limit.h"

#include <gtest/gtest.h>

namespace clearway::compliance {
namespace {

TierLimit Limit(std::int64_t payment, std::int64_t day, std::int64_t thirty_days,
                std::string set_by = "anna") {
    return {.currency = "EUR",
            .payment_max = payment,
            .day_max = day,
            .thirty_days_max = thirty_days,
            .set_by = std::move(set_by)};
}

TierLimit InForce() {
    auto limit = Limit(100, 200, 300, "migration");
    limit.version = 7;
    return limit;
}

TierLimitDecision Set(TierLimit limit, std::optional<TierLimit> waiting = {}) {
    return Decide({.limit = std::move(limit)}, {InForce(), std::move(waiting)});
}

TEST(DecideTierLimitTest, OneOperatorLowersAtOnce) {
    const auto lowered = Set(Limit(100, 199, 300), Limit(500, 500, 500));
    ASSERT_TRUE(lowered.next);
    EXPECT_EQ(lowered.next->version, 8);
    EXPECT_EQ(lowered.next->proposed_by, "");
    EXPECT_FALSE(lowered.proposed) << "what waited was about the former limit";
}

TEST(DecideTierLimitTest, ToRaiseAnyOfTheAmountsTakesTwo) {
    for (const auto& raised : {Limit(101, 200, 300), Limit(100, 201, 300), Limit(50, 100, 301)}) {
        const auto first = Set(raised);
        EXPECT_FALSE(first.next);
        ASSERT_TRUE(first.proposed);
        const auto same = Set(raised, first.proposed);
        EXPECT_FALSE(same.next) << "a call that is repeated answers the same";
        EXPECT_EQ(same.proposed->set_by, "anna");
        auto again = raised;
        again.set_by = "bert";
        const auto second = Set(again, first.proposed);
        ASSERT_TRUE(second.next);
        EXPECT_EQ(second.next->version, 8);
        EXPECT_EQ(second.next->set_by, "bert");
        EXPECT_EQ(second.next->proposed_by, "anna");
        EXPECT_FALSE(second.proposed);
    }
}

TEST(DecideTierLimitTest, OtherAmountsOfTheSecondAreAProposalOfHisOwn) {
    const auto other = Set(Limit(102, 200, 300, "bert"), Limit(101, 200, 300));
    EXPECT_FALSE(other.next);
    EXPECT_EQ(other.proposed->set_by, "bert");
}

TEST(DecideTierLimitTest, TheFirstLimitInACurrencyTakesTwo) {
    const auto first = Decide({.limit = Limit(1, 1, 1)}, {});
    EXPECT_FALSE(first.next);
    const auto second = Decide({.limit = Limit(1, 1, 1, "bert")}, {{}, first.proposed});
    ASSERT_TRUE(second.next);
    EXPECT_EQ(second.next->version, 1);
}

TEST(DecideTierLimitTest, WhatIsInForceAgainIsNoVersionAndWithdrawsWhatWaits) {
    const auto same = Set(Limit(100, 200, 300), Limit(101, 200, 300));
    EXPECT_FALSE(same.next);
    EXPECT_FALSE(same.proposed);
}

}  // namespace
}  // namespace clearway::compliance
