// SPDX-License-Identifier: Apache-2.0
#include "kafka/introductions.h"

#include <gtest/gtest.h>

#include <string>

namespace clearway::kafka {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Introductions::Time kStart;

TEST(Introductions, OneIsUnderWayUntilThePartitionsAreKnown) {
    Introductions introductions;
    const auto partition = introductions.Admit("a", kStart);
    ASSERT_TRUE(partition);
    introductions.SetPartitionCount(6);
    for (const auto key : {"a", "b", "c", "d"}) EXPECT_FALSE(introductions.Admit(key, kStart)) << key;
    introductions.End(2, true, kStart);
    EXPECT_TRUE(introductions.Admit("a", kStart));
}

TEST(Introductions, AFailedOneIsRepeatedAlone) {
    Introductions introductions;
    introductions.SetPartitionCount(6);
    const auto partition = introductions.Admit("a", kStart);
    introductions.End(*partition, false, kStart);
    EXPECT_TRUE(introductions.Admit("a", kStart));
    EXPECT_FALSE(introductions.Admit("a", kStart));
}

TEST(Introductions, APartitionThatWasSilentForLongIsNewAgain) {
    Introductions introductions;
    introductions.SetPartitionCount(1);
    introductions.End(*introductions.Admit("a", kStart), true, kStart);
    const auto soon = kStart + minutes(59);
    EXPECT_TRUE(introductions.Admit("a", soon));
    EXPECT_TRUE(introductions.Admit("a", soon));
    const auto late = kStart + hours(2);
    EXPECT_TRUE(introductions.Admit("a", late));
    EXPECT_FALSE(introductions.Admit("a", late));
}

TEST(Introductions, PartitionsThatAreAddedKeepNobodyOut) {
    Introductions introductions;
    introductions.SetPartitionCount(2);
    for (int key = 0; key < 20; ++key) introductions.Admit(std::to_string(key), kStart);
    introductions.SetPartitionCount(3);
    for (int key = 0; key < 20; ++key) {
        const auto partition = introductions.Admit(std::to_string(key), kStart);
        ASSERT_TRUE(partition) << key;
        introductions.End(*partition, true, kStart);
    }
}

}  // namespace
}  // namespace clearway::kafka
