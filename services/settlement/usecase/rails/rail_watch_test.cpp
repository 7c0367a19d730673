// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/rails/rail_watch.h"

#include <gtest/gtest.h>

#include <atomic>

#include "async/runtime.h"
#include "services/settlement/test_clock_fixture.h"
#include "telemetry/metrics.h"

namespace clearway::settlement::usecase {
namespace {

auto Told(const char* name, const metrics::Labels& labels = {}) {
    return metrics::Gauge(name, "", labels).Value();
}

TEST(RailWatch, TellsWhatWaitsAndHowLongUntilItCannotBeCounted) {
    settlement::testing::TestClock clock;
    clock.Set(core::FromMicros(100'000'000));
    async::Runtime runtime{1};
    std::atomic<bool> away = false;
    RailWatch watch(
        [&away]() -> async::Task<core::Result<RailsWaiting>> {
            if (away) co_return core::ErrorCode::kUnavailable;
            co_return RailsWaiting{.open = 7,
                                   .unknown = 2,
                                   .conflicts = 3,
                                   .oldest = core::FromMicros(40'900'000),
                                   .gathered = 5,
                                   .cut_off = core::FromMicros(160'000'000),  // that is to come
                                   .files = 4,
                                   .oldest_file = core::FromMicros(90'000'000)};
        },
        clock, runtime.GetExecutor());
    watch.Look();
    EXPECT_EQ(Told("clearway_rail_transfers_open"), 7);
    EXPECT_EQ(Told("clearway_rail_transfers_unknown"), 2);
    EXPECT_EQ(Told("clearway_rail_conflicts_open"), 3);
    EXPECT_EQ(Told("clearway_rail_oldest_open_seconds"), 59);
    EXPECT_EQ(Told("clearway_rail_transfers_gathered"), 5);
    EXPECT_EQ(Told("clearway_rail_cut_off_overdue_seconds"), 0);
    EXPECT_EQ(Told("clearway_rail_files_open"), 4);
    EXPECT_EQ(Told("clearway_rail_oldest_file_seconds"), 10);
    clock.Set(core::FromMicros(161'000'000));
    watch.Look();
    EXPECT_EQ(Told("clearway_rail_cut_off_overdue_seconds"), 1);
    away = true;
    watch.Look();
    EXPECT_EQ(Told("clearway_rail_transfers_open"), 7);
}

TEST(RailWatch, TellsWhatIsInSuspenseByCurrencyUntilNoneIs) {
    settlement::testing::TestClock clock;
    async::Runtime runtime{1};
    std::mutex mutex;
    std::map<std::string, Suspended> there{{"EUR", {.transfers = 2, .minor_units = 12'345}},
                                           {"SEK", {.transfers = 1, .minor_units = 7}}};
    RailWatch watch(
        [&]() -> async::Task<core::Result<RailsWaiting>> {
            const std::lock_guard lock(mutex);
            co_return RailsWaiting{.suspended = there};
        },
        clock, runtime.GetExecutor());
    watch.Look();
    EXPECT_EQ(Told("clearway_suspense_open", {{"currency", "EUR"}}), 2);
    EXPECT_EQ(Told("clearway_suspense_open_minor_units", {{"currency", "EUR"}}), 12'345);
    EXPECT_EQ(Told("clearway_suspense_open_minor_units", {{"currency", "SEK"}}), 7);
    {
        const std::lock_guard lock(mutex);
        there.erase("SEK");
    }
    watch.Look();
    EXPECT_EQ(Told("clearway_suspense_open", {{"currency", "SEK"}}), 0);
    EXPECT_EQ(Told("clearway_suspense_open_minor_units", {{"currency", "SEK"}}), 0);
    EXPECT_EQ(Told("clearway_suspense_open", {{"currency", "EUR"}}), 2);
}

}  // namespace
}  // namespace clearway::settlement::usecase
