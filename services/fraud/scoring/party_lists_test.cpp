// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/scoring/party_lists.h"

#include <gtest/gtest.h>

#include <chrono>

namespace clearway::fraud {
namespace {

using namespace std::chrono_literals;

const auto kNow = *core::ParseRfc3339("2026-03-01T12:00:00Z");

TEST(PartyLists, AnEntryCountsUntilItEnds) {
    Attempt attempt{.payment_id = {},
                    .payer = EntityKeyOf("payer"),
                    .payee = EntityKeyOf("payee"),
                    .device = EntityKeyOf("device"),
                    .amount = core::Money(*core::Currency::Parse("EUR"), 1),
                    .created_at = kNow};
    PartyLists lists;
    EXPECT_EQ(lists.FlagsOf(attempt), ListFlags{});
    lists.Replace({{ListKind::kBlock, PartyKind::kPayer, attempt.payer, kNow + 1h},
                   {ListKind::kBlock, PartyKind::kPayer, attempt.payer, kNow - 1h},
                   {ListKind::kAllow, PartyKind::kPayer, attempt.payer, kNow},
                   {ListKind::kAllow, PartyKind::kPayee, attempt.payee, kNow + 1s},
                   {ListKind::kBlock, PartyKind::kDevice, attempt.payer, kNow + 1h}});
    EXPECT_EQ(lists.FlagsOf(attempt), (ListFlags{.payer_blocked = true, .payee_allowed = true}));
    attempt.created_at = kNow + 1h;
    EXPECT_EQ(lists.FlagsOf(attempt), ListFlags{});
    attempt.created_at = kNow;
    attempt.device = attempt.payer;
    EXPECT_TRUE(lists.FlagsOf(attempt).device_blocked);
    lists.Replace({});
    EXPECT_EQ(lists.FlagsOf(attempt), ListFlags{});
}

}  // namespace
}  // namespace clearway::fraud
