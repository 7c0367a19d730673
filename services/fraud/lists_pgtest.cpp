// SPDX-License-Identifier: Apache-2.0
// Block and allow lists from the call to the judgement of a payment.
#include "services/fraud/recorder_fixture.h"
#include "services/fraud/store/list_store.h"

namespace clearway::fraud {
namespace {

using namespace std::chrono_literals;

class TestClock final : public core::Clock {
public:
    core::Timestamp Now() const override { return now; }
    // The database's own clock tells what has expired.
    core::Timestamp now = core::SystemClock().Now();
};

class ListsTest : public RecorderTest {
protected:
    core::Result<PartyListing> List(const ListedParty& party, std::chrono::microseconds until,
                                    const std::string& reason = "mule") {
        return Wait(desk_.List(
            {.party = party, .reason = reason, .by = "ops", .expires_at = clock_.now + until}));
    }
    core::Result<PartyListing> Unlist(const ListedParty& party) {
        return Wait(desk_.Unlist({.party = party, .by = "other"}));
    }
    ListingPage Page(ListingPageRequest request) {
        auto page = Wait(desk_.Page(std::move(request)));
        EXPECT_TRUE(page);
        return page ? *page : ListingPage{};
    }
    template <class T>
    T Wait(async::Task<T> task) {
        return async::BlockOn(runtime_.GetExecutor(), std::move(task));
    }
    bool PayeeIsBlocked(core::Timestamp at) const {
        return lists_
            .FlagsOf({.payment_id = {},
                      .payer = {},
                      .payee = kBlocked.key,
                      .device = std::nullopt,
                      .amount = core::Money(*core::Currency::Parse("EUR"), 1),
                      .created_at = at})
            .payee_blocked;
    }

    const ListedParty kBlocked{ListKind::kBlock, PartyKind::kPayee, EntityKeyOf("payee")};
    TestClock clock_;
    postgres::ReadPool pool_{database_.Url(), 1};
    StoredLists stored_{pool_, lists_};
    PartyDesk desk_{recorder_, stored_, clock_};
};

TEST_F(ListsTest, AnEntryIsInForceWhenTheAnswerLeavesAndUntilItEnds) {
    EXPECT_FALSE(PayeeIsBlocked(clock_.now));
    ASSERT_TRUE(List(kBlocked, 1h));
    EXPECT_TRUE(PayeeIsBlocked(clock_.now));
    EXPECT_FALSE(PayeeIsBlocked(clock_.now + 1h)) << "expired";
    ASSERT_TRUE(Unlist(kBlocked));
    EXPECT_FALSE(PayeeIsBlocked(clock_.now));
}

TEST_F(ListsTest, AnotherProcessReadsTheListsAtItsStart) {
    ASSERT_TRUE(List(kBlocked, 1h));
    lists_.Replace({});
    EXPECT_FALSE(PayeeIsBlocked(clock_.now));
    ASSERT_TRUE(Wait(stored_.Refresh()));
    EXPECT_TRUE(PayeeIsBlocked(clock_.now));
}

TEST_F(ListsTest, ChangesAreFactsOnceEach) {
    const auto listed = List(kBlocked, 1h);
    EXPECT_EQ(*List(kBlocked, 1h), *listed);
    ASSERT_TRUE(List(kBlocked, 2h));
    ASSERT_TRUE(Unlist(kBlocked));
    clock_.now += 1min;
    EXPECT_EQ(Unlist(kBlocked)->ended_at, clock_.now - 1min) << "of the first time";
    const auto facts = FactsOf(ListingStream(kBlocked));
    ASSERT_EQ(facts.size(), 3U);
    v1::PartyListed fact;
    ASSERT_EQ(facts[0].type, fact.GetTypeName());
    ASSERT_TRUE(fact.ParseFromString(facts[0].payload));
    EXPECT_EQ(fact.list(), "block");
    EXPECT_EQ(fact.party(), "payee");
    EXPECT_EQ(fact.key(), kBlocked.key.ToString());
    EXPECT_EQ(fact.added_by(), "ops");
    EXPECT_EQ(facts[1].type, fact.GetTypeName());
    EXPECT_EQ(facts[2].type, v1::PartyUnlisted().GetTypeName());
    EXPECT_EQ(facts[2].summary, "no longer a payee on list block");
}

TEST_F(ListsTest, WhatHasEndedIsKept) {
    ASSERT_TRUE(List(kBlocked, 1h));
    clock_.now += 1s;
    ASSERT_TRUE(List(kBlocked, 2h));
    clock_.now += 1s;
    ASSERT_TRUE(Unlist(kBlocked));
    EXPECT_TRUE(Page({}).listings.empty());
    const auto all = Page({.with_ended = true}).listings;
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].version, 2);
    EXPECT_EQ(all[0].ended_version, 3);
    EXPECT_EQ(all[0].ended_by, "other");
    EXPECT_EQ(all[1].ended_at, all[0].added_at) << "another took its place";
    EXPECT_EQ(all[1].ended_version, 0);
}

TEST_F(ListsTest, AnEntryThatHasExpiredIsNotShownAndMakesRoom) {
    clock_.now -= 2h;
    ASSERT_TRUE(List(kBlocked, 1h));
    EXPECT_TRUE(Page({}).listings.empty());
    EXPECT_EQ(Page({.with_ended = true}).listings.size(), 1U);
    clock_.now += 2h;
    const auto again = List(kBlocked, 1h);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->version, 2);
    EXPECT_EQ(Page({}).listings.size(), 1U);
}

TEST_F(ListsTest, ChangesOfOnePartyInOneBatchFollowEachOther) {
    const auto list = [&](std::chrono::hours until) {
        return ListParty{.party = kBlocked,
                         .reason = "mule",
                         .by = "ops",
                         .at = clock_.now,
                         .expires_at = clock_.now + until};
    };
    const std::vector<RecorderCommand> batch{
        list(1h), list(2h), UnlistParty{.party = kBlocked, .by = "ops", .at = clock_.now},
        list(3h)};
    postgres::Connection connection(database_.Url());
    postgres::Transaction transaction(connection.Get());
    events::EventSink sink;
    for (const auto& reply : ApplyBatch(transaction, batch, sink)) EXPECT_TRUE(reply);
    transaction.commit();
    ASSERT_EQ(sink.size(), 4U);
    for (std::int32_t i = 0; i < 4; ++i)
        EXPECT_EQ(sink[static_cast<std::size_t>(i)].version, i + 1);
    EXPECT_EQ(Page({}).listings.at(0).version, 4);
    EXPECT_EQ(Page({.with_ended = true}).listings.size(), 3U);
}

TEST_F(ListsTest, PagesAreNewestFirstAndRefusalsNameTheField) {
    for (int i = 0; i < 5; ++i) {
        clock_.now += 1s;
        ASSERT_TRUE(
            List({ListKind::kAllow, PartyKind::kPayer, EntityKeyOf(std::to_string(i))}, 1h));
    }
    const auto first = Page({.page_size = 3});
    ASSERT_EQ(first.listings.size(), 3U);
    EXPECT_EQ(first.listings[0].party.key, EntityKeyOf("4"));
    const auto second = Page({.page_size = 3, .page_token = first.next_page_token});
    ASSERT_EQ(second.listings.size(), 2U);
    EXPECT_EQ(second.listings[1].party.key, EntityKeyOf("0"));
    EXPECT_EQ(second.next_page_token, "");

    EXPECT_EQ(List(kBlocked, 1h, "").error().field_errors.at(0).field, "reason");
    EXPECT_EQ(List(kBlocked, 1h, std::string(201, 'x')).error().field_errors.at(0).field, "reason");
    EXPECT_EQ(List(kBlocked, 1h, std::string("a\0b", 3)).error().field_errors.at(0).field,
              "reason");
    EXPECT_EQ(List(kBlocked, 0h).error().field_errors.at(0).field, "expires_at");
    EXPECT_EQ(Wait(desk_.Page({.page_size = 201})).error().field_errors.at(0).field, "page_size");
    EXPECT_EQ(Unlist(kBlocked).error().code, core::ErrorCode::kNotFound);
    EXPECT_TRUE(List(kBlocked, kListedForMax)) << "the longest that the table takes too";
}

}  // namespace
}  // namespace clearway::fraud
