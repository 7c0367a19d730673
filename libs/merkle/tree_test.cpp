// SPDX-License-Identifier: Apache-2.0
#include "merkle/tree.h"

#include <gtest/gtest.h>

#include <random>
#include <stdexcept>

#include "merkle/merkle_fixture.h"
#include "merkle/verify.h"

namespace clearway::merkle {
namespace {

constexpr std::uint64_t kSizeMax = 530;  // two full tiles and a bit

class TreeTest : public ::testing::Test {
protected:
    // In batches of changing sizes, as a writer would.
    void Grow(std::uint64_t size) {
        std::mt19937 random(7);
        TileAppender appender;
        leaves_ = MakeLeaves(size);
        for (const auto& leaf : leaves_) {
            appender.Append(leaf);
            if (random() % 7 == 0) tiles_.Store(appender.TakeAll());
        }
        tiles_.Store(appender.TakeAll());
    }
    LeafSpan First(std::uint64_t size) const { return LeafSpan(leaves_).first(size); }

    std::vector<Hash> leaves_;
    MemoryTiles tiles_;
    Tree tree_{tiles_};
};

TEST_F(TreeTest, StoresSlicesThatFollowOneAnother) {
    Grow(70'000);
    EXPECT_TRUE(tiles_.EachSliceStoodWhereTheLastEnded());
    const std::vector<TileId> ids = {{0, 0}, {0, 273}, {1, 0}, {1, 1}, {2, 0}, {3, 0}};
    const auto read = tiles_.ReadTiles(ids);
    for (std::size_t i = 0; i < ids.size(); ++i)
        EXPECT_EQ(read[i].size(), WidthOf(ids[i], 70'000) * kHashSize) << i;
    EXPECT_EQ(WidthOf({0, 273}, 70'000), 112U);
    EXPECT_EQ(WidthOf({1, 1}, 70'000), 17U);
    EXPECT_EQ(WidthOf({2, 0}, 70'000), 1U);
    EXPECT_EQ(WidthOf({0, 274}, 70'000), 0U);
    EXPECT_EQ(WidthOf({9, 0}, 70'000), 0U);
}

TEST_F(TreeTest, KnowsWhichTilesASizeFillsAndLeavesUnfinished) {
    TileAppender appender;
    const auto leaf = HashLeaf("leaf");
    for (std::uint64_t size = 1; size <= 66'000; ++size) {
        appender.Append(leaf);
        std::vector<TileId> filled;
        for (const auto& slice : appender.TakeFull()) filled.push_back(slice.tile);
        ASSERT_EQ(filled, TilesFilledAt(size)) << size;
    }
    const auto open = appender.TakeAll();
    const auto unfinished = UnfinishedTiles(66'000);
    ASSERT_EQ(open.size(), unfinished.size());
    for (std::size_t i = 0; i < open.size(); ++i) {
        EXPECT_EQ(open[i].tile, unfinished[i]);
        EXPECT_EQ(open[i].hashes.size(), WidthOf(unfinished[i], 66'000) * kHashSize);
    }
    EXPECT_TRUE(UnfinishedTiles(0).empty());
}

TEST_F(TreeTest, HasTheRootAndTheFrontierOfEverySmallerSize) {
    Grow(kSizeMax);
    Frontier grown;
    for (std::uint64_t size = 0; size <= kSizeMax; ++size) {
        ASSERT_EQ(tree_.Root(size), grown.Root()) << size;
        if (size == kSizeMax) break;
        auto resumed = tree_.FrontierAt(size);
        grown.Append(leaves_[size]);
        resumed.Append(leaves_[size]);
        ASSERT_EQ(resumed.Root(), grown.Root()) << size;
    }
}

TEST_F(TreeTest, ProvesEachLeafInEachTreeAsTheDefinitionDoes) {
    Grow(kSizeMax);
    for (std::uint64_t size = 1; size <= kSizeMax; size += size < 70 ? 1 : 23) {
        const auto root = RootByDefinition(First(size));
        for (std::uint64_t index = 0; index < size; ++index) {
            const auto proof = tree_.Inclusion(index, size);
            ASSERT_EQ(proof, PathByDefinition(index, First(size))) << index << " of " << size;
            ASSERT_TRUE(VerifyInclusion(leaves_[index], index, size, proof, root));
        }
    }
}

TEST_F(TreeTest, ProvesThatEachTreeBeginsWithEachOlderOneAsTheDefinitionDoes) {
    Grow(kSizeMax);
    for (std::uint64_t size = 1; size <= kSizeMax; size += size < 70 ? 1 : 23) {
        const TreeState newer{size, RootByDefinition(First(size))};
        for (std::uint64_t old = 1; old <= size; ++old) {
            const auto proof = tree_.Consistency(old, size);
            ASSERT_EQ(proof, SubproofByDefinition(old, First(size), true)) << old << ", " << size;
            ASSERT_TRUE(VerifyConsistency({old, tree_.Root(old)}, newer, proof));
        }
        EXPECT_TRUE(tree_.Consistency(0, size).empty());
    }
}

TEST_F(TreeTest, ReadsFewTilesForAProof) {
    Grow(200'000);
    const auto root = tree_.Root(200'000);
    std::mt19937_64 random(11);
    for (int i = 0; i < 200; ++i) {
        const auto index = random() % 200'000;
        const auto before = tiles_.Reads();
        const auto proof = tree_.Inclusion(index, 200'000);
        EXPECT_LE(tiles_.Reads() - before, 6U);
        EXPECT_LE(proof.size(), 18U);
        EXPECT_TRUE(VerifyInclusion(leaves_[index], index, 200'000, proof, root));
    }
    const std::vector<std::uint64_t> several = {0, 77'777, 199'999};
    const auto proofs = tree_.Inclusions(several, 200'000);
    ASSERT_EQ(proofs.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_TRUE(VerifyInclusion(leaves_[several[i]], several[i], 200'000, proofs[i], root));
}

TEST_F(TreeTest, RefusesWhatTheTilesDoNotHold) {
    Grow(300);
    EXPECT_THROW(tree_.Root(301), std::out_of_range);
    EXPECT_THROW(tree_.Inclusion(300, 300), std::out_of_range);
    EXPECT_THROW(tree_.Inclusion(0, 0), std::out_of_range);
    EXPECT_THROW(tree_.Inclusion(0, 400), std::out_of_range);
    EXPECT_THROW(tree_.Consistency(301, 300), std::out_of_range);
    EXPECT_EQ(tree_.Root(0), EmptyRoot());
}

}  // namespace
}  // namespace clearway::merkle
