// SPDX-License-Identifier: Apache-2.0
#include "services/audit/usecase/compare_store.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "services/audit/usecase/log_fixture.h"

namespace clearway::audit {
namespace {

constexpr std::uint64_t kCount = 30;

std::vector<Entry> Facts() {
    std::vector<Entry> facts;
    for (std::uint64_t i = 0; i < kCount; ++i) facts.push_back(MakeEntry(i));
    return facts;
}

// The log of Facts() beside a store.
Comparison Compare(const std::vector<Entry>& store) {
    StoreComparison comparison("payment");
    const auto logged = Facts();
    for (std::uint64_t i = 0; i < kCount; ++i) {
        comparison.TakeEntry(2 * i, LeafOf(logged[i]));
        auto other = logged[i];
        other.source = "settlement";
        comparison.TakeEntry(2 * i + 1, LeafOf(other));
    }
    for (const auto& fact : store) comparison.TakeFact(fact);
    return comparison.Finish();
}

TEST(StoreComparison, FindsNothingInTheSameFactsInAnyOrder) {
    auto store = Facts();
    std::ranges::reverse(store);
    const auto same = Compare(store);
    EXPECT_EQ(same.differences, 0U);
    EXPECT_EQ(same.entries, kCount);
    EXPECT_EQ(same.facts, kCount);
    EXPECT_EQ(same.not_logged_yet, 0U);
}

TEST(StoreComparison, NamesTheFactThatWasAlteredDroppedMovedOrPutIn) {
    const auto name = "version 2 of stream " + MakeEntry(4).stream_id.ToString();
    auto altered = Facts();
    altered[4].payload_hash[0] ^= 1;
    EXPECT_EQ(Compare(altered).first_differences,
              std::vector<std::string>{name + " is not what entry 8 says"});

    auto dropped = Facts();
    dropped.erase(dropped.begin() + 4);
    EXPECT_EQ(Compare(dropped).first_differences,
              std::vector<std::string>{name + " is entry 8 and not in the store"});

    auto moved = Facts();
    std::swap(moved[3].version, moved[4].version);
    EXPECT_EQ(Compare(moved).differences, 2U);

    auto twice = Facts();
    twice.push_back(twice[4]);
    EXPECT_EQ(Compare(twice).first_differences,
              std::vector<std::string>{name + " is in the store twice"});
}

TEST(StoreComparison, TellsWhatIsNewFromWhatWasPutIn) {
    auto store = Facts();
    store.push_back(MakeEntry(4));
    store.back().version = 4;
    store.push_back(MakeEntry(kCount));
    const auto grown = Compare(store);
    EXPECT_EQ(grown.differences, 0U);
    EXPECT_EQ(grown.not_logged_yet, 2U);

    StoreComparison comparison("payment");
    comparison.TakeEntry(0, LeafOf(MakeEntry(4)));
    comparison.TakeFact(MakeEntry(3));
    comparison.TakeFact(MakeEntry(4));
    EXPECT_EQ(comparison.Finish().differences, 1U) << "version 1, where the log begins with 2";
}

TEST(StoreComparison, RefusesALeafThatNamesNoFact) {
    StoreComparison comparison("payment");
    for (const std::string_view leaf : {"payment ", "payment x", "payment 6f1d2c3b"})
        EXPECT_THROW(comparison.TakeEntry(0, leaf), std::runtime_error) << leaf;
}

}  // namespace
}  // namespace clearway::audit
