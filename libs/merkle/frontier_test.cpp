// SPDX-License-Identifier: Apache-2.0
#include "merkle/frontier.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "merkle/merkle_fixture.h"

namespace clearway::merkle {
namespace {

using namespace std::string_view_literals;

// The leaves with which implementations of RFC 6962 compare themselves, and the roots of the trees
// of the first one, two, ... of them.
constexpr std::string_view kLeaves[] = {""sv,
                                        "\x00"sv,
                                        "\x10"sv,
                                        "\x20\x21"sv,
                                        "\x30\x31"sv,
                                        "\x40\x41\x42\x43"sv,
                                        "\x50\x51\x52\x53\x54\x55\x56\x57"sv,
                                        "\x60\x61\x62\x63\x64\x65\x66\x67"
                                        "\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"sv};
constexpr std::string_view kRoots[] = {
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

TEST(Frontier, HasTheRootsThatOthersHave) {
    Frontier frontier;
    EXPECT_EQ(core::ToHex(frontier.Root()),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (std::size_t i = 0; i < std::size(kLeaves); ++i) {
        frontier.Append(HashLeaf(kLeaves[i]));
        EXPECT_EQ(core::ToHex(frontier.Root()), kRoots[i]) << i + 1;
    }
}

TEST(Frontier, HasTheRootOfTheDefinitionAtEverySize) {
    const auto leaves = MakeLeaves(600);
    Frontier frontier;
    for (std::size_t size = 0; size <= leaves.size(); ++size) {
        ASSERT_EQ(frontier.Size(), size);
        ASSERT_EQ(frontier.Root(), RootByDefinition(LeafSpan(leaves).first(size))) << size;
        if (size < leaves.size()) frontier.Append(leaves[size]);
    }
}

TEST(Frontier, TellsOfEachPerfectTreeOnceAsItIsCompleted) {
    const auto leaves = MakeLeaves(64);
    Frontier frontier;
    std::vector<int> count(7);
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        frontier.Append(leaves[i], [&](int height, const Hash& root) {
            const auto width = std::size_t{1} << height;
            EXPECT_EQ(root, RootByDefinition(LeafSpan(leaves).subspan(i + 1 - width, width)));
            ++count[static_cast<std::size_t>(height)];
        });
    }
    EXPECT_EQ(count, (std::vector<int>{64, 32, 16, 8, 4, 2, 1}));
}

TEST(Frontier, RefusesAStateThatCannotBe) {
    EXPECT_THROW(Frontier(3, MakeLeaves(1)), std::invalid_argument);
    EXPECT_THROW(Frontier(4, MakeLeaves(3)), std::invalid_argument);
    EXPECT_EQ(Frontier(4, MakeLeaves(1)).Root(), MakeLeaves(1)[0]);
}

TEST(Hashes, ALeafIsNeverANode) {
    const auto leaves = MakeLeaves(2);
    const auto both = std::string(BytesOf(leaves[0])) + std::string(BytesOf(leaves[1]));
    EXPECT_NE(HashLeaf(both), HashChildren(leaves[0], leaves[1]));
    EXPECT_EQ(HashLeaf(both), core::Sha256(std::string("\0", 1) + both));
    EXPECT_EQ(HashChildren(leaves[0], leaves[1]), core::Sha256("\1" + both));
}

}  // namespace
}  // namespace clearway::merkle
