// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <algorithm>

#include "services/audit/offline/verify_fixture.h"

namespace clearway::audit {
namespace {

using ::testing::HasSubstr;

TEST_F(VerifyTest, ALogOfAnySizeIsVerified) {
    for (const std::uint64_t size : {0U, 1U, 2U, 255U, 256U, 257U, 511U, 512U, 5'000U, 65'536U}) {
        Fill(size - log_.Size());
        const auto verdict = VerdictOn(ExportLines());
        ASSERT_EQ(verdict.fault, "") << size;
        EXPECT_EQ(verdict.entries, size);
        EXPECT_EQ(verdict.kind, "log");
        ASSERT_TRUE(verdict.checkpoint);
        EXPECT_EQ(verdict.checkpoint->tree.size, size);
    }
}

TEST_F(VerifyTest, WhatWasAddedAfterTheCheckpointIsNotInTheFile) {
    Fill(400);
    const auto before = Join(ExportLines());
    log_.Append(300);
    EXPECT_EQ(Join(ExportLines()), before);
}

TEST_F(VerifyTest, ARowThatWasChangedInTheDatabaseIsNamed) {
    Fill(1'000);
    for (const std::uint64_t row : {0U, 255U, 256U, 700U, 999U}) {
        const auto kept = log_.rows[row].entry;
        log_.rows[row].entry.payload_hash[7] ^= 1;
        const auto verdict = VerdictOn(ExportLines());
        EXPECT_EQ(verdict.entry, row);
        EXPECT_THAT(verdict.fault,
                    HasSubstr("does not fit its hash: the entries do not have the root"));
        log_.rows[row].entry = kept;
    }
    EXPECT_TRUE(VerdictOn(ExportLines()).Verified());
}

TEST_F(VerifyTest, ARowThatIsMissingIsNamed) {
    Fill(1'000);
    log_.rows.erase(log_.rows.begin() + 300);
    EXPECT_EQ(VerdictOn(ExportLines()).entry, 300U);
    // The rows behind it closed up.
    for (auto& row : log_.rows) row.sequence -= row.sequence > 300 ? 1 : 0;
    EXPECT_EQ(VerdictOn(ExportLines()).entry, 300U);
    // The last of all, which no other row follows.
    log_.rows.clear();
    log_ = MemoryLog();
    Fill(1'000);
    log_.rows.pop_back();
    EXPECT_EQ(VerdictOn(ExportLines()).entry, 999U);
}

TEST_F(VerifyTest, RowsThatChangedPlacesOrAreThereTwiceAreNamed) {
    Fill(1'000);
    std::swap(log_.rows[300].entry, log_.rows[301].entry);
    EXPECT_EQ(VerdictOn(ExportLines()).entry, 300U);
    std::swap(log_.rows[300].entry, log_.rows[301].entry);
    std::swap(log_.rows[300], log_.rows[301]);
    EXPECT_EQ(VerdictOn(ExportLines()).entry, 300U);
    std::swap(log_.rows[300], log_.rows[301]);
    log_.rows.insert(log_.rows.begin() + 300, log_.rows[300]);
    const auto verdict = VerdictOn(ExportLines());
    EXPECT_EQ(verdict.entry, 301U);
    EXPECT_THAT(verdict.fault, HasSubstr("entry 300 is there"));
}

TEST_F(VerifyTest, AnEntryWhoseHashWasChangedWithItIsNarrowedToItsTile) {
    Fill(1'000);
    log_.rows[300].entry.version = 9;
    auto tile = log_.tiles.ReadTiles(std::vector<merkle::TileId>{{0, 1}}).front();
    tile.replace(44 * 32, 32, merkle::BytesOf(merkle::HashLeaf(LeafOf(log_.rows[300].entry))));
    log_.tiles.Replace({0, 1}, tile);
    const auto verdict = VerdictOn(ExportLines());
    EXPECT_FALSE(verdict.entry);
    EXPECT_THAT(verdict.fault, HasSubstr("one of the entries 256 to 511 does not fit its hash"));
}

TEST_F(VerifyTest, AHashThatWasChangedIsToldFromAnEntryThatWas) {
    Fill(1'000);
    auto tile = log_.tiles.ReadTiles(std::vector<merkle::TileId>{{0, 1}}).front();
    tile[44 * 32] = static_cast<char>(tile[44 * 32] ^ 1);
    log_.tiles.Replace({0, 1}, tile);
    const auto verdict = VerdictOn(ExportLines());
    EXPECT_EQ(verdict.entry, 300U);
    EXPECT_THAT(verdict.fault,
                HasSubstr("entry 300 does not fit its hash: the entries are as they were logged"));
}

TEST_F(VerifyTest, ACheckpointByAnotherKeyOrOfAnotherLogIsRefused) {
    Fill(300);
    const auto file = Join(ExportLines());
    EXPECT_EQ(VerdictOn(file, "clearway/other").fault,
              "the checkpoint is of another log, clearway/audit");
    EXPECT_TRUE(VerdictOn(file, "clearway/audit").Verified());
    log_.checkpoint.reset();
    log_.Sign({.origin = "clearway/audit", .key = crypto::PrivateKey::Generate()});
    const auto verdict = VerdictOn(ExportLines());
    EXPECT_EQ(verdict.fault, "the checkpoint is not signed by this key");
    EXPECT_FALSE(verdict.checkpoint);
}

TEST_F(VerifyTest, WhatIsNoSuchFileIsRefused) {
    Fill(3);
    const auto lines = ExportLines();
    for (const auto& text :
         {std::string(), std::string("\n"), std::string("clearway-audit-log/2\n"),
          std::string("clearway-audit-log/1"), std::string("clearway-audit-log/1\n"),
          std::string("clearway-audit-bundle/1\n"), std::string(1'000'000, 'x'),
          "clearway-audit-log/1\n" + std::string(100'000, 'x') + "\n", Join(lines) + "\n",
          Join(lines) + std::string(100'000, '\n'), "\xEF\xBB\xBF" + Join(lines)})
        EXPECT_FALSE(VerdictOn(text).Verified()) << text.substr(0, 80);
    EXPECT_THROW(VerifyFile((folder_ / "none").string(), signer_.key.Public()), std::runtime_error);
}

TEST_F(VerifyTest, ABundleProvesTheEntriesOfAStream) {
    Fill(5'000);
    log_.Append(2);
    const auto stream = log_.rows[3'000].entry.stream_id;
    const auto lines = BundleLines(stream);
    ASSERT_EQ(lines.size(), 1U + 3 * 2 + 6);
    const auto verdict = VerdictOn(lines);
    EXPECT_EQ(verdict.fault, "");
    EXPECT_EQ(verdict.kind, "bundle");
    EXPECT_EQ(verdict.entries, 3U);
    // Of the last payment, two facts came after the checkpoint.
    EXPECT_EQ(VerdictOn(BundleLines(log_.rows[5'000].entry.stream_id)).entries, 2U);
}

TEST_F(VerifyTest, ABundleIsRefusedForEveryByteThatDiffers) {
    Fill(700);
    const auto text = Join(BundleLines(log_.rows[300].entry.stream_id));
    ASSERT_TRUE(VerdictOn(text).Verified());
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto changed = text;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        EXPECT_FALSE(VerdictOn(changed).Verified()) << i;
        EXPECT_FALSE(VerdictOn(text.substr(0, i)).Verified()) << i;
    }
}

TEST_F(VerifyTest, ABundleSaysWhichEntryIsNotInTheLog) {
    Fill(700);
    auto lines = BundleLines(log_.rows[300].entry.stream_id);
    auto other = lines;
    other[3].replace(other[3].find(" 2 "), 3, " 3 ");
    const auto verdict = VerdictOn(other);
    EXPECT_EQ(verdict.entry, 301U);
    EXPECT_EQ(verdict.line, 4U);
    std::swap_ranges(lines.begin() + 1, lines.begin() + 3, lines.begin() + 3);
    EXPECT_THAT(VerdictOn(lines).fault, HasSubstr("out of their order"));
}

}  // namespace
}  // namespace clearway::audit
