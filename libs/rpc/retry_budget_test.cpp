// SPDX-License-Identifier: Apache-2.0
#include "rpc/retry_budget.h"

#include <gtest/gtest.h>

namespace clearway::rpc {
namespace {

TEST(RetryBudget, AllowsATenthOfTheCalls) {
    RetryBudget budget;
    int at_first = 0;
    while (budget.TakeRetry()) ++at_first;
    EXPECT_EQ(at_first, 10);
    int retries = 0;
    for (int i = 0; i < 1000; ++i) {
        budget.NoteCall();
        if (budget.TakeRetry()) ++retries;
    }
    EXPECT_EQ(retries, 100);
    for (int i = 0; i < 100'000; ++i) budget.NoteCall();
    int saved = 0;
    while (budget.TakeRetry()) ++saved;
    EXPECT_EQ(saved, 100);
}

TEST(RetryPauses, GrowWithEachAttemptAndStayShort) {
    for (const std::uint32_t random : {0u, 19u, 12345u, 0xffffffffu}) {
        EXPECT_GE(RetryPause(1, random).count(), 1);
        EXPECT_LE(RetryPause(1, random).count(), 20);
        EXPECT_LE(RetryPause(2, random).count(), 40);
        EXPECT_LE(RetryPause(30, random).count(), 200);
    }
}

}  // namespace
}  // namespace clearway::rpc
