// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/erasures/erasure.h"

#include <gtest/gtest.h>

namespace clearway::compliance {
namespace {

const core::Uuid kPerson = core::Uuid::Derive(core::Uuid(), "person");

constexpr std::chrono::days kFiveYears{1827};

ErasePerson By(const std::string& operator_id, std::int64_t micros = 1) {
    return {.person = kPerson, .by = operator_id, .at = core::FromMicros(micros)};
}

TEST(DecideErasure, TakesTwoOperators) {
    const auto first = DecideErasure(std::nullopt, By("ops"), {}, kFiveYears);
    ASSERT_TRUE(first);
    EXPECT_TRUE(first->changed);
    EXPECT_FALSE(first->erased);
    const auto again = DecideErasure(first->after, By("ops", 2), {}, kFiveYears);
    EXPECT_FALSE(again->changed || again->erased) << "a call that is repeated answers the same";
    const auto second = DecideErasure(first->after, By("risk", 2), {}, kFiveYears);
    ASSERT_TRUE(second);
    EXPECT_TRUE(second->erased);
    EXPECT_EQ(second->after.requested_by, "ops");
    EXPECT_EQ(second->after.erased_by, "risk");
}

TEST(DecideErasure, HappensOnce) {
    const auto asked = DecideErasure(std::nullopt, By("ops"), {}, kFiveYears);
    const auto done = DecideErasure(asked->after, By("risk", 2), {}, kFiveYears);
    for (const auto* again : {"ops", "risk", "third"}) {
        const auto same = DecideErasure(done->after, By(again, 3), {.open = true}, kFiveYears);
        ASSERT_TRUE(same) << again;
        EXPECT_FALSE(same->changed || same->erased) << again;
        EXPECT_EQ(same->after.erased_by, "risk") << again;
    }
}

TEST(DecideErasure, WaitsForTheEndOfACase) {
    EXPECT_EQ(DecideErasure(std::nullopt, By("ops"), {.open = true}, kFiveYears).error().code,
              core::ErrorCode::kPartyStateConflict);
    const auto asked = DecideErasure(std::nullopt, By("ops"), {}, kFiveYears);
    EXPECT_EQ(DecideErasure(asked->after, By("risk"), {.open = true}, kFiveYears).error().code,
              core::ErrorCode::kPartyStateConflict);
}

TEST(DecideErasure, WaitsForAsLongAsACaseMustBeKept) {
    const auto resolved = *core::ParseRfc3339("2026-03-31T12:00:00Z");
    const KeptByCases kept{.open = false, .resolved_at = resolved};
    auto command = By("ops");
    command.at = resolved + kFiveYears - std::chrono::seconds(1);
    const auto refused = DecideErasure(std::nullopt, command, kept, kFiveYears);
    EXPECT_EQ(refused.error().code, core::ErrorCode::kPartyStateConflict);
    EXPECT_EQ(refused.error().detail,
              "A case that tells of the person must be kept until 2031-04-01.");
    command.at = resolved + kFiveYears;
    const auto asked = DecideErasure(std::nullopt, command, kept, kFiveYears);
    ASSERT_TRUE(asked);
    command.by = "risk";
    EXPECT_TRUE(DecideErasure(asked->after, command, kept, kFiveYears)->erased);
}

TEST(DecideErasure, BothOperatorsMustNameTheSameReason) {
    const auto wished = DecideErasure(std::nullopt, By("ops"), {}, kFiveYears);
    auto ordered = By("risk", 2);
    ordered.reason = ErasureReason::kOrdered;
    const auto replaced = DecideErasure(wished->after, ordered, {}, kFiveYears);
    ASSERT_TRUE(replaced->changed);
    EXPECT_FALSE(replaced->erased);
    EXPECT_EQ(replaced->after.reason, ErasureReason::kOrdered);
    EXPECT_EQ(replaced->after.requested_by, "risk");
    ordered.by = "ops";
    EXPECT_TRUE(DecideErasure(replaced->after, ordered, {}, kFiveYears)->erased);
}

TEST(DecideErasure, OnlyAnOrderOfBothEndsTheDutyToKeep) {
    const KeptByCases kept{.open = false, .resolved_at = core::FromMicros(0)};
    auto ordered = By("ops");
    ordered.reason = ErasureReason::kOrdered;
    const auto asked = DecideErasure(std::nullopt, ordered, kept, kFiveYears);
    ASSERT_TRUE(asked);
    EXPECT_FALSE(DecideErasure(asked->after, By("risk"), kept, kFiveYears))
        << "what the second one asks for must wait";
    ordered.by = "risk";
    EXPECT_FALSE(DecideErasure(asked->after, ordered, {.open = true}, kFiveYears));
    EXPECT_TRUE(DecideErasure(asked->after, ordered, kept, kFiveYears)->erased);
    // A wish from before does not stand in the way of an order.
    const auto wished = DecideErasure(std::nullopt, By("ops"), {}, kFiveYears);
    EXPECT_TRUE(DecideErasure(wished->after, ordered, kept, kFiveYears)->changed);
}

}  // namespace
}  // namespace clearway::compliance
