// SPDX-License-Identifier: Apache-2.0
#include "core/recent.h"

#include <gtest/gtest.h>

#include <string>

namespace clearway::core {
namespace {

class RecentTest : public ::testing::Test {
protected:
    void InsertOthers(int count) {
        for (int i = 0; i < count; ++i) recent_.Insert(next_++, "other");
    }

    Recent<int, std::string> recent_{4};
    int next_ = 100;
};

TEST_F(RecentTest, ForgetsTheOldest) {
    recent_.Insert(1, "one");
    InsertOthers(1);
    ASSERT_NE(recent_.Peek(1), nullptr);
    EXPECT_EQ(*recent_.Peek(1), "one");
    InsertOthers(4);
    EXPECT_EQ(recent_.Peek(1), nullptr);
    EXPECT_EQ(recent_.Find(1), nullptr);
}

TEST_F(RecentTest, WhatIsAskedForAgainStays) {
    recent_.Insert(1, "one");
    for (int i = 0; i < 20; ++i) {
        InsertOthers(1);
        ASSERT_NE(recent_.Find(1), nullptr) << i;
    }
}

TEST_F(RecentTest, WhatIsOnlyLookedAtDoesNotStay) {
    recent_.Insert(1, "one");
    for (int i = 0; i < 4; ++i) {
        recent_.Peek(1);
        InsertOthers(1);
    }
    EXPECT_EQ(recent_.Peek(1), nullptr);
}

TEST_F(RecentTest, TheLatestValueOfAKeyCounts) {
    recent_.Insert(1, "one");
    InsertOthers(2);  // the first value is in the old generation now
    recent_.Insert(1, "two");
    EXPECT_EQ(*recent_.Peek(1), "two");
    EXPECT_EQ(*recent_.Find(1), "two");
}

TEST_F(RecentTest, WhatIsErasedIsGoneFromBothGenerations) {
    recent_.Insert(1, "one");
    InsertOthers(2);
    recent_.Insert(1, "two");
    recent_.Erase(1);
    EXPECT_EQ(recent_.Find(1), nullptr);
}

}  // namespace
}  // namespace clearway::core
