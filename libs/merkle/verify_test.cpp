// SPDX-License-Identifier: Apache-2.0
// That valid proofs are accepted stands in tree_test.cpp; here, that nothing else is.
#include "merkle/verify.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "merkle/merkle_fixture.h"

namespace clearway::merkle {
namespace {

constexpr std::uint64_t kSizeMax = 40;

Hash Flip(Hash hash, std::size_t bit) {
    hash[bit / 8] = static_cast<std::uint8_t>(hash[bit / 8] ^ (1U << bit % 8));
    return hash;
}

// Proofs that differ from a valid one in a bit, by a hash more or less anywhere, or in their order.
std::vector<Proof> Spoilt(const Proof& valid) {
    std::vector<Proof> spoilt;
    for (std::size_t i = 0; i < valid.size(); ++i) {
        for (const std::size_t bit : {0U, 100U, 255U}) {
            spoilt.push_back(valid);
            spoilt.back()[i] = Flip(valid[i], bit);
        }
        spoilt.push_back(valid);
        spoilt.back().erase(spoilt.back().begin() + static_cast<std::ptrdiff_t>(i));
        if (i > 0) {
            spoilt.push_back(valid);
            std::swap(spoilt.back()[i - 1], spoilt.back()[i]);
        }
    }
    for (std::size_t i = 0; i <= valid.size(); ++i) {
        spoilt.push_back(valid);
        spoilt.back().insert(spoilt.back().begin() + static_cast<std::ptrdiff_t>(i), Hash{});
    }
    if (!valid.empty()) {
        spoilt.push_back(valid);
        spoilt.back().push_back(valid.back());
    }
    return spoilt;
}

TEST(VerifyInclusion, RefusesEverySpoiltProofAndEveryOtherClaim) {
    const auto leaves = MakeLeaves(kSizeMax);
    for (std::uint64_t size = 1; size <= kSizeMax; ++size) {
        const auto tree = LeafSpan(leaves).first(size);
        const auto root = RootByDefinition(tree);
        for (std::uint64_t index = 0; index < size; ++index) {
            const auto proof = PathByDefinition(index, tree);
            ASSERT_TRUE(VerifyInclusion(leaves[index], index, size, proof, root));
            for (const auto& spoilt : Spoilt(proof))
                ASSERT_FALSE(VerifyInclusion(leaves[index], index, size, spoilt, root));
            for (std::uint64_t other = 0; other <= size + 1; ++other)
                ASSERT_EQ(VerifyInclusion(leaves[index], other, size, proof, root), other == index);
            ASSERT_FALSE(VerifyInclusion(Flip(leaves[index], 9), index, size, proof, root));
            ASSERT_FALSE(VerifyInclusion(leaves[index], index, size, proof, Flip(root, 250)));
        }
    }
    EXPECT_FALSE(VerifyInclusion(leaves[0], 0, 0, {}, EmptyRoot()));
    EXPECT_FALSE(VerifyInclusion(leaves[0], ~std::uint64_t{0}, ~std::uint64_t{0}, {}, leaves[0]));
}

TEST(VerifyConsistency, RefusesEverySpoiltProofAndEveryOtherClaim) {
    const auto leaves = MakeLeaves(kSizeMax);
    for (std::uint64_t size = 1; size <= kSizeMax; ++size) {
        const auto tree = LeafSpan(leaves).first(size);
        const TreeState newer{size, RootByDefinition(tree)};
        for (std::uint64_t old = 1; old <= size; ++old) {
            const TreeState older{old, RootByDefinition(tree.first(old))};
            const auto proof = SubproofByDefinition(old, tree, true);
            ASSERT_TRUE(VerifyConsistency(older, newer, proof));
            for (const auto& spoilt : Spoilt(proof))
                ASSERT_FALSE(VerifyConsistency(older, newer, spoilt)) << old << ", " << size;
            ASSERT_FALSE(VerifyConsistency({old, Flip(older.root, 3)}, newer, proof));
            ASSERT_FALSE(VerifyConsistency(older, {size, Flip(newer.root, 3)}, proof));
            if (old != size) {
                ASSERT_FALSE(VerifyConsistency(newer, older, proof));
                ASSERT_FALSE(VerifyConsistency({old + 1, older.root}, newer, proof));
            }
        }
    }
}

TEST(VerifyConsistency, ATreeOfNothingIsTheBeginningOfEach) {
    const auto leaves = MakeLeaves(5);
    const TreeState nothing{0, EmptyRoot()}, newer{5, RootByDefinition(leaves)};
    EXPECT_TRUE(VerifyConsistency(nothing, newer, {}));
    EXPECT_TRUE(VerifyConsistency(nothing, nothing, {}));
    EXPECT_FALSE(VerifyConsistency(nothing, newer, leaves));
    EXPECT_FALSE(VerifyConsistency({0, leaves[0]}, newer, {}));
    EXPECT_FALSE(VerifyConsistency(newer, nothing, {}));
}

TEST(VerifyConsistency, FindsAHistoryThatWasChangedDroppedOrReordered) {
    const auto leaves = MakeLeaves(200);
    const TreeState older{150, RootByDefinition(LeafSpan(leaves).first(150))};
    auto changed = leaves, dropped = leaves, swapped = leaves;
    changed[40] = Flip(changed[40], 0);
    dropped.erase(dropped.begin() + 40);
    std::swap(swapped[40], swapped[41]);
    for (const auto& other : {changed, dropped, swapped}) {
        const TreeState newer{other.size(), RootByDefinition(other)};
        EXPECT_FALSE(VerifyConsistency(older, newer, SubproofByDefinition(150, other, true)));
    }
}

}  // namespace
}  // namespace clearway::merkle
