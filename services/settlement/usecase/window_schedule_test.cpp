// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/window_schedule.h"

#include <gtest/gtest.h>

namespace clearway::settlement::usecase {
namespace {

using namespace std::chrono_literals;

const std::set<std::chrono::minutes> kTimes{10h, 16h + 30min};

core::Timestamp At(const std::string& time) {
    return *core::ParseRfc3339("2026-03-02T" + time + "Z");
}

TEST(WindowSchedule, TheNextCutOffIsLaterTodayOrTheFirstOfTomorrow) {
    EXPECT_EQ(NextCutOff(kTimes, At("09:59:59")), At("10:00:00"));
    EXPECT_EQ(NextCutOff(kTimes, At("10:00:00")), At("16:30:00"));
    EXPECT_EQ(NextCutOff(kTimes, At("16:30:00")), At("10:00:00") + 24h);
}

TEST(WindowSchedule, TheLastCutOffIsThisOneOrTheLastOfYesterday) {
    EXPECT_EQ(LastCutOff(kTimes, At("10:00:00")), At("10:00:00"));
    EXPECT_EQ(LastCutOff(kTimes, At("16:29:59")), At("10:00:00"));
    EXPECT_EQ(LastCutOff(kTimes, At("23:00:00")), At("16:30:00"));
    EXPECT_EQ(LastCutOff(kTimes, At("09:00:00")), At("16:30:00") - 24h);
}

}  // namespace
}  // namespace clearway::settlement::usecase
