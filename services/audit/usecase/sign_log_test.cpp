// SPDX-License-Identifier: Apache-2.0
#include "services/audit/usecase/sign_log.h"

#include <gtest/gtest.h>

#include "merkle/checkpoint.h"
#include "services/audit/usecase/log_fixture.h"

namespace clearway::audit {
namespace {

class SignLogTest : public ::testing::Test {
protected:
    const LogSigner signer_{.origin = "clearway/audit", .key = crypto::PrivateKey::Generate()};
    MemoryLog log_;
};

TEST_F(SignLogTest, StatesTheLogAsItIsAndGoesOnFromTheLastStatement) {
    for (const std::uint64_t more : {0U, 3U, 300U, 0U, 1'000U}) {
        log_.Append(more);
        const auto made = SignLog(log_, signer_);
        ASSERT_EQ(made.fault, "");
        const auto opened = merkle::OpenCheckpoint(made.note, signer_.key.Public());
        ASSERT_TRUE(opened.checkpoint);
        EXPECT_EQ(opened.checkpoint->tree.size, log_.Size());
        log_.checkpoint = {.size = made.size, .note = made.note};
    }
}

TEST_F(SignLogTest, SignsNoLogWhosePastWasChanged) {
    log_.Append(700);
    log_.Sign(signer_);
    MemoryLog other;
    other.Append(400);
    other.checkpoint = log_.checkpoint;
    EXPECT_EQ(SignLog(other, signer_).fault, "the log is shorter than its last checkpoint");

    log_.Append(10);
    auto tile = log_.tiles.ReadTiles(std::vector<merkle::TileId>{{0, 2}}).front();
    tile[5] = static_cast<char>(tile[5] ^ 1);
    log_.tiles.Replace({0, 2}, tile);
    const auto refused = SignLog(log_, signer_);
    EXPECT_EQ(refused.fault, "the log does not begin with what its last checkpoint states");
    EXPECT_EQ(refused.note, "");
}

TEST_F(SignLogTest, SignsOnlyTheLogThatItSignedBefore) {
    log_.Append(5);
    log_.Sign({.origin = "clearway/audit", .key = crypto::PrivateKey::Generate()});
    EXPECT_EQ(SignLog(log_, signer_).fault, "the last checkpoint is not signed by this key");
    log_.Sign({.origin = "clearway/audit", .key = signer_.key});
    log_.checkpoint.reset();
    log_.Sign({.origin = "clearway/other", .key = signer_.key});
    EXPECT_EQ(SignLog(log_, signer_).fault,
              "the last checkpoint is of another log, clearway/other");
}

TEST_F(SignLogTest, HoldsTheLogToACheckpointThatWasKeptElsewhere) {
    log_.Append(300);
    log_.Sign(signer_);
    const auto kept = log_.checkpoint->note;
    log_.Append(10);
    EXPECT_EQ(SignLog(log_, signer_, kept).fault, "");
    // Whoever owns the database began the log anew, and no checkpoint tells.
    MemoryLog other;
    other.Append(299);
    EXPECT_EQ(SignLog(other, signer_).fault, "");
    EXPECT_EQ(SignLog(other, signer_, kept).fault, "the log is shorter than its kept checkpoint");
    MemoryLog altered;
    altered.Append(403);
    auto tile = altered.tiles.ReadTiles(std::vector<merkle::TileId>{{1, 0}}).front();
    tile[0] = static_cast<char>(tile[0] ^ 1);
    altered.tiles.Replace({1, 0}, tile);
    EXPECT_EQ(SignLog(altered, signer_, kept).fault,
              "the log does not begin with what its kept checkpoint states");
}

TEST_F(SignLogTest, AnotherKeyGoesOnWhereTheFormerOneIsNamed) {
    log_.Append(300);
    log_.Sign(signer_);
    log_.Append(1);
    LogSigner next{.origin = "clearway/audit", .key = crypto::PrivateKey::Generate()};
    EXPECT_EQ(SignLog(log_, next).note, "");
    next.former = signer_.key.Public();
    const auto made = SignLog(log_, next);
    EXPECT_EQ(made.fault, "");
    EXPECT_TRUE(merkle::OpenCheckpoint(made.note, next.key.Public()).checkpoint);
}

}  // namespace
}  // namespace clearway::audit
