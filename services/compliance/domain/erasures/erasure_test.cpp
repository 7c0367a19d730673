// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/erasures/erasure.h"

#include <gtest/gtest.h>

namespace clearway::compliance {
namespace {

const core::Uuid kPerson = core::Uuid::Derive(core::Uuid(), "person");

ErasePerson By(const std::string& operator_id, std::int64_t micros = 1) {
    return {.person = kPerson, .by = operator_id, .at = core::FromMicros(micros)};
}

TEST(DecideErasure, TakesTwoOperators) {
    const auto first = DecideErasure(std::nullopt, By("ops"), false);
    ASSERT_TRUE(first);
    EXPECT_TRUE(first->changed);
    EXPECT_FALSE(first->erased);
    EXPECT_EQ(DecideErasure(first->after, By("ops"), false).error().code,
              core::ErrorCode::kSecondOperatorNeeded);
    const auto second = DecideErasure(first->after, By("risk", 2), false);
    ASSERT_TRUE(second);
    EXPECT_TRUE(second->erased);
    EXPECT_EQ(second->after.requested_by, "ops");
    EXPECT_EQ(second->after.erased_by, "risk");
}

TEST(DecideErasure, HappensOnce) {
    const auto asked = DecideErasure(std::nullopt, By("ops"), false);
    const auto done = DecideErasure(asked->after, By("risk", 2), false);
    for (const auto* again : {"ops", "risk", "third"}) {
        const auto same = DecideErasure(done->after, By(again, 3), true);
        ASSERT_TRUE(same) << again;
        EXPECT_FALSE(same->changed || same->erased) << again;
        EXPECT_EQ(same->after.erased_by, "risk") << again;
    }
}

TEST(DecideErasure, WaitsForTheEndOfACase) {
    EXPECT_EQ(DecideErasure(std::nullopt, By("ops"), true).error().code,
              core::ErrorCode::kPartyStateConflict);
    const auto asked = DecideErasure(std::nullopt, By("ops"), false);
    EXPECT_EQ(DecideErasure(asked->after, By("risk"), true).error().code,
              core::ErrorCode::kPartyStateConflict);
}

}  // namespace
}  // namespace clearway::compliance
