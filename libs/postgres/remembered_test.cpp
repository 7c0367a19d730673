// SPDX-License-Identifier: Apache-2.0
#include "postgres/remembered.h"

#include <gtest/gtest.h>

namespace clearway::postgres {
namespace {

class RememberedTest : public ::testing::Test {
protected:
    void Store(int key, int row) {
        rows_.Begin();
        rows_.Stage(key, row);
        rows_.Committed();
    }
    bool Knows(int key) { return rows_.Find(key) != nullptr; }

    Remembered<int, int> rows_{100};
};

TEST_F(RememberedTest, WhatWasCommittedIsKnownUntilItEnds) {
    Store(1, 10);
    rows_.Begin();
    ASSERT_TRUE(Knows(1));
    EXPECT_EQ(*rows_.Find(1), 10);
    rows_.Stage(1, std::nullopt);
    rows_.Committed();
    rows_.Begin();
    EXPECT_FALSE(Knows(1));
}

TEST_F(RememberedTest, AfterAnAttemptThatFailedTheNextOneReadsAll) {
    Store(1, 10);
    rows_.Begin();
    rows_.Stage(2, 20);
    rows_.Begin();
    EXPECT_TRUE(rows_.Careful());
    EXPECT_FALSE(Knows(1));
    EXPECT_FALSE(Knows(2));
    rows_.Committed();
    rows_.Begin();
    EXPECT_FALSE(rows_.Careful());
    EXPECT_FALSE(Knows(2));
}

TEST_F(RememberedTest, AfterAMistakeAllIsReadForAWhileAndThenTrustedAgain) {
    Store(1, 10);
    rows_.Begin();
    rows_.Mistaken();
    int careful = 0;
    do {
        rows_.Begin();
        careful += rows_.Careful() ? 1 : 0;
        EXPECT_EQ(Knows(1), !rows_.Careful());
        rows_.Stage(1, 11);
        rows_.Committed();
    } while (rows_.Careful());
    EXPECT_GT(careful, 10);
    EXPECT_LT(careful, 100);
}

TEST_F(RememberedTest, AnAttemptThatFailedForAKnownCauseLeavesTheRestTrusted) {
    Store(1, 10);
    Store(2, 20);
    rows_.Begin();
    rows_.Forget(1);
    rows_.Excuse();
    rows_.Begin();
    EXPECT_FALSE(rows_.Careful());
    EXPECT_FALSE(Knows(1));
    EXPECT_TRUE(Knows(2));
    // Once: what fails after it was none of that.
    rows_.Begin();
    EXPECT_TRUE(rows_.Careful());
    EXPECT_FALSE(Knows(2));
}

}  // namespace
}  // namespace clearway::postgres
