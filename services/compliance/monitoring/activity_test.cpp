// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/monitoring/activity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "services/compliance/monitoring/features.h"
#include "services/compliance/monitoring/monitor_test_support.h"

namespace clearway::compliance {
namespace {

using namespace std::chrono_literals;

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const auto kEuro = *core::Currency::Parse("EUR");

Side SideOf(core::Timestamp at, std::int64_t amount, const std::string& other = "other",
            Direction direction = Direction::kIn) {
    return {.at = at,
            .direction = direction,
            .currency = kEuro,
            .amount = amount,
            .counterparty = NamedId(other)};
}

Features At(const Activity& activity, core::Timestamp at) {
    return FeaturesAt(activity, at, kEuro, JustBelow{.least = 800'000, .threshold = 1'000'000});
}

// A subject of 20,000 movements in thirty days, each of another amount.
Activity Busy(std::mt19937_64& random, std::vector<Side>& sides) {
    Activity activity;
    for (int i = 0; i < 20'000; ++i) {
        auto at = kNoon + i * 129s;
        if (i % 50 == 0) at -= 3h;
        sides.push_back(SideOf(at, std::int64_t{100} << (random() % 14),
                               "c" + std::to_string(random() % 40),
                               random() % 2 == 0 ? Direction::kIn : Direction::kOut));
        activity.Add(sides.back(), kWindowLongest);
    }
    return activity;
}

TEST(Activity, StaysSmallAndNeverCountsLessThanThereWas) {
    std::mt19937_64 random(7);
    std::vector<Side> sides;
    const auto activity = Busy(random, sides);
    EXPECT_LE(activity.Cells().size(), Activity::kCellsMax);
    EXPECT_LE(activity.Encode().size(), 6'000U);
    const auto at = *activity.LastAt();
    const auto features = At(activity, at);
    for (std::size_t window = 0; window < kWindows.size(); ++window) {
        std::int64_t count = 0, sum = 0;
        for (const auto& side : sides) {
            if (side.direction != Direction::kIn || at - side.at >= kWindows[window].length)
                continue;
            ++count;
            sum += side.amount;
        }
        const auto& flow = features.flows[0][window];
        EXPECT_GE(flow.count, count) << kWindows[window].name;
        EXPECT_GE(flow.sum, sum) << kWindows[window].name;
        EXPECT_LE(flow.count, count * 3 / 2) << kWindows[window].name;
    }
    EXPECT_EQ(features.flows[0][2].counterparties, 40);
}

TEST(Activity, ComesBackFromItsBytes) {
    std::mt19937_64 random(8);
    std::vector<Side> sides;
    auto activity = Busy(random, sides);
    activity.Add(SideOf(*activity.LastAt() + 40 * kDay, std::numeric_limits<std::int64_t>::max()),
                 kWindowLongest);
    EXPECT_TRUE(activity.IsNews("rule", *activity.LastAt(), 24h));
    EXPECT_EQ(Activity::Decode(activity.Encode()), activity);
    EXPECT_EQ(Activity::Decode(Activity().Encode()), Activity());
}

TEST(Activity, IsNotReadFromOtherBytes) {
    Activity activity;
    activity.Add(SideOf(kNoon, 5), kWindowLongest);
    const auto good = activity.Encode();
    for (std::size_t length = 0; length < good.size(); ++length)
        EXPECT_THROW(Activity::Decode(good.substr(0, length)), std::runtime_error) << length;
    EXPECT_THROW(Activity::Decode(good + '\0'), std::runtime_error);
    EXPECT_THROW(Activity::Decode("\2" + good.substr(1)), std::runtime_error);
}

TEST(Activity, TellsTheMomentsWhoseWindowsALateMovementChanges) {
    Activity activity;
    EXPECT_THAT(activity.Add(SideOf(kNoon, 5), 24h), ElementsAre(kNoon));
    EXPECT_THAT(activity.Add(SideOf(kNoon + 30h, 5), 24h), ElementsAre(kNoon + 30h));
    EXPECT_THAT(activity.Add(SideOf(kNoon + 8h, 5), 24h), ElementsAre(kNoon + 8h, kNoon + 30h));
    EXPECT_THAT(activity.Add(SideOf(kNoon + 4h, 5), 24h), ElementsAre(kNoon + 4h, kNoon + 8h));
    EXPECT_THAT(activity.Add(SideOf(kNoon - 35 * kDay, 5), 24h), IsEmpty());
}

TEST(Activity, SumsStayAtTheLargestNumber) {
    Activity activity;
    for (int i = 0; i < 300; ++i)
        activity.Add(SideOf(kNoon + i * 1s, std::numeric_limits<std::int64_t>::max() - i),
                     kWindowLongest);
    EXPECT_EQ(At(activity, kNoon + 300s).flows[0][0].sum, std::numeric_limits<std::int64_t>::max());
}

TEST(Activity, ToldAPatternOnceWithinItsWindow) {
    Activity activity;
    EXPECT_TRUE(activity.IsNews("rule", kNoon, 24h));
    EXPECT_FALSE(activity.IsNews("rule", kNoon + 24h - 1us, 24h));
    EXPECT_FALSE(activity.IsNews("rule", kNoon - 24h + 1us, 24h));
    EXPECT_TRUE(activity.IsNews("other", kNoon, 24h));
    EXPECT_TRUE(activity.IsNews("rule", kNoon + 24h, 24h));
}

}  // namespace
}  // namespace clearway::compliance
