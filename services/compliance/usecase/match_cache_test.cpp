// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/match_cache.h"

#include <gtest/gtest.h>

#include <thread>

namespace clearway::compliance {
namespace {

NormalisedName NameNo(int number) { return {.text = "name " + std::to_string(number)}; }

std::vector<NameMatch> MatchOf(std::int64_t entry) {
    return {{.entry_number = entry, .listed_name = "DOE, John", .program = "SDGT"}};
}

TEST(MatchCacheTest, RemembersMatchesAndAlsoThatThereAreNone) {
    MatchCache cache(80);
    EXPECT_FALSE(cache.Find(NameNo(1)));
    cache.Keep(NameNo(1), MatchOf(7));
    cache.Keep(NameNo(2), {});
    EXPECT_EQ(cache.Find(NameNo(1)), MatchOf(7));
    ASSERT_TRUE(cache.Find(NameNo(2)));
    EXPECT_TRUE(cache.Find(NameNo(2))->empty());
}

TEST(MatchCacheTest, TellsTheSameLettersOfAnotherScriptApart) {
    MatchCache cache(80);
    cache.Keep({.text = "mhmd", .script = Script::kAbjad}, MatchOf(7));
    EXPECT_FALSE(cache.Find({.text = "mhmd", .script = Script::kVowels}));
}

TEST(MatchCacheTest, KeepsNoNameAndNothingThatAnotherCacheWouldKnowANameBy) {
    const NormalisedName name{.text = "erika muster"};
    const QueryFacts facts{.birth = std::nullopt, .countries = {}, .identifiers = {"AB1234567"}};
    const MatchCache cache(80), other(80);
    const auto kept = cache.KeyOf(name, facts);
    EXPECT_EQ(kept.size(), 32U);
    EXPECT_EQ(kept, cache.KeyOf(name, facts));
    EXPECT_NE(kept, other.KeyOf(name, facts));
    EXPECT_NE(kept, cache.KeyOf(name, {}));
}

TEST(MatchCacheTest, NeverGrowsBeyondItsLimitAndForgetsTheLeastRecentlyUsed) {
    MatchCache cache(80);
    cache.Keep(NameNo(0), MatchOf(1));
    for (int i = 1; i < 10'000; ++i) {
        cache.Keep(NameNo(i), {});
        ASSERT_TRUE(cache.Find(NameNo(0))) << "used all the time, forgotten at " << i;
    }
    EXPECT_LE(cache.Size(), 80U);
    EXPECT_FALSE(cache.Find(NameNo(1)));
}

TEST(MatchCacheTest, ServesSeveralThreads) {
    MatchCache cache(64);
    const auto work = [&cache](int seed) {
        for (int i = 0; i < 20'000; ++i) {
            const int number = (i * seed) % 200;
            const auto known = cache.Find(NameNo(number));
            if (known) {
                ASSERT_EQ(*known, MatchOf(number));
            }
            cache.Keep(NameNo(number), MatchOf(number));
        }
    };
    std::thread other(work, 7);
    work(13);
    other.join();
    EXPECT_LE(cache.Size(), 64U);
}

}  // namespace
}  // namespace clearway::compliance
