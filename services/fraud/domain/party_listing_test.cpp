// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/domain/party_listing.h"

#include <gtest/gtest.h>

namespace clearway::fraud {
namespace {

using namespace std::chrono_literals;

const auto kNow = *core::ParseRfc3339("2026-03-01T12:00:00Z");
const ListedParty kParty{ListKind::kBlock, PartyKind::kPayee, EntityKeyOf("payee")};

ListParty List(std::chrono::microseconds until, core::Timestamp at = kNow) {
    return {.party = kParty, .reason = "mule", .by = "ops", .at = at, .expires_at = kNow + until};
}

TEST(DecideList, EveryEntryEndsWithinFiveYears) {
    const auto field = [](std::chrono::microseconds until) {
        const auto decision = DecideList(std::nullopt, List(until));
        return decision ? std::string() : decision.error().field_errors.at(0).field;
    };
    EXPECT_EQ(field(1us), "");
    EXPECT_EQ(field(kListedForMax), "");
    EXPECT_EQ(field(0us), "expires_at");
    EXPECT_EQ(field(-1us), "expires_at");
    EXPECT_EQ(field(kListedForMax + 1us), "expires_at");
}

TEST(DecideList, ADeviceIsNeverAllowed) {
    auto command = List(1h);
    command.party = {ListKind::kAllow, PartyKind::kDevice, EntityKeyOf("device")};
    EXPECT_EQ(DecideList(std::nullopt, command).error().field_errors.at(0).field, "party");
}

TEST(DecideList, TheSameTermsAreOneEntryAndOtherTermsTakeItsPlace) {
    const auto first = DecideList(std::nullopt, List(1h));
    ASSERT_TRUE(first);
    EXPECT_EQ(first->version, 1);
    const auto same = DecideList(first->listing, List(1h, kNow + 1min));
    EXPECT_EQ(same->version, 0);
    EXPECT_EQ(same->listing, first->listing);
    const auto longer = DecideList(first->listing, List(2h, kNow + 1min));
    EXPECT_EQ(longer->version, 2);
    EXPECT_FALSE(longer->listing.ended_at);
    ASSERT_TRUE(longer->replaced);
    EXPECT_EQ(longer->replaced->version, 1);
    EXPECT_EQ(longer->replaced->ended_at, kNow + 1min);
}

TEST(DecideList, AnEntryThatHasExpiredEndedThen) {
    const auto first = DecideList(std::nullopt, List(1h));
    const auto again = DecideList(first->listing, List(9h, kNow + 5h));
    EXPECT_EQ(again->version, 2);
    EXPECT_EQ(again->replaced->ended_at, kNow + 1h);
}

TEST(DecideUnlist, EndsAnEntryOnce) {
    const UnlistParty command{.party = kParty, .by = "other", .at = kNow + 1min};
    EXPECT_EQ(DecideUnlist(std::nullopt, command).error().code, core::ErrorCode::kNotFound);
    const auto listed = DecideList(std::nullopt, List(1h));
    const auto ended = DecideUnlist(listed->listing, command);
    EXPECT_EQ(ended->version, 2);
    EXPECT_EQ(ended->listing.ended_at, kNow + 1min);
    EXPECT_EQ(ended->listing.ended_by, "other");
    auto later = command;
    later.at = kNow + 2min;
    const auto again = DecideUnlist(ended->listing, later);
    EXPECT_EQ(again->version, 0);
    EXPECT_EQ(again->listing, ended->listing);
    EXPECT_EQ(DecideList(ended->listing, List(1h, kNow + 3min))->version, 3);
}

}  // namespace
}  // namespace clearway::fraud
