// SPDX-License-Identifier: Apache-2.0
#include "services/audit/usecase/reread_log.h"

#include <gtest/gtest.h>

#include "services/audit/usecase/log_fixture.h"

namespace clearway::audit {
namespace {

constexpr std::uint64_t kSize = 66'000;  // reaches into the third level of tiles

class RereadLogTest : public ::testing::Test {
protected:
    RereadLogTest() { log_.Append(kSize); }
    // What a whole round finds, in turns of so many entries.
    std::string Round(std::uint64_t turn) {
        LogReread reread(turn);
        for (std::uint64_t read = 0; read < kSize; read += turn) {
            const auto fault = reread.Next(log_, kSize);
            if (!fault.empty()) return fault;
        }
        return {};
    }
    void FlipInTile(const merkle::TileId& id, std::size_t byte) {
        auto tile = log_.tiles.ReadTiles(std::vector<merkle::TileId>{id}).front();
        tile[byte] = static_cast<char>(tile[byte] ^ 1);
        log_.tiles.Replace(id, tile);
    }
    MemoryLog log_;
};

TEST_F(RereadLogTest, FindsNothingInALogThatNobodyTouchedHoweverItIsDivided) {
    for (const std::uint64_t turn : {777U, 4'096U, 100'000U}) EXPECT_EQ(Round(turn), "") << turn;
}

TEST_F(RereadLogTest, FindsARowThatWasAlteredDroppedOrDoubled) {
    const auto kept = log_.rows[40'000];
    log_.rows[40'000].entry.payload_hash[3] ^= 1;
    EXPECT_EQ(Round(1'000), "entry 40000 does not fit its stored hash");
    log_.rows[40'000] = kept;
    log_.rows.insert(log_.rows.begin() + 40'000, kept);
    EXPECT_EQ(Round(1'000), "entry 40001 is missing or there twice");
    log_.rows.erase(log_.rows.begin() + 39'999, log_.rows.begin() + 40'001);
    EXPECT_EQ(Round(1'000), "entry 39999 is missing or there twice");
}

TEST_F(RereadLogTest, FindsAStoredHashThatWasAlteredAtAnyLevel) {
    FlipInTile({0, 10}, 32);
    EXPECT_EQ(Round(1'000), "entry 2561 does not fit its stored hash");
    FlipInTile({0, 10}, 32);
    FlipInTile({1, 0}, 7 * 32);
    EXPECT_EQ(Round(1'000), "one of the entries 1792 to 2047 does not fit its stored hash");
    FlipInTile({1, 0}, 7 * 32);
    FlipInTile({2, 0}, 5);
    EXPECT_EQ(Round(1'000), "one of the entries 0 to 65535 does not fit its stored hash");
}

TEST_F(RereadLogTest, AFaultStaysUntilItIsMended) {
    LogReread reread(1'000);
    const auto kept = log_.rows[1'500];
    log_.rows[1'500].entry.version = 9;
    EXPECT_EQ(reread.Next(log_, kSize), "");
    EXPECT_NE(reread.Next(log_, kSize), "");
    EXPECT_NE(reread.Next(log_, kSize), "");
    log_.rows[1'500] = kept;
    EXPECT_EQ(reread.Next(log_, kSize), "");
}

TEST_F(RereadLogTest, BeginsBehindWhatWasArchived) {
    log_.rows.erase(log_.rows.begin(), log_.rows.begin() + 500);
    EXPECT_EQ(Round(1'000), "entry 0 is missing or there twice");
    log_.first_kept = 500;
    EXPECT_EQ(Round(1'000), "");
}

TEST_F(RereadLogTest, AnEmptyLogFits) {
    MemoryLog empty;
    EXPECT_EQ(LogReread(10).Next(empty, 0), "");
}

}  // namespace
}  // namespace clearway::audit
