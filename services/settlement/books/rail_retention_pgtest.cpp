// SPDX-License-Identifier: Apache-2.0
// Payments that their rails decided long ago leave; what may still be spoken of stays.
#include "services/settlement/usecase/rails/rail_retention.h"

#include "services/settlement/books/rail_book_fixture.h"
#include "services/settlement/store/rails/old_rails.h"

namespace clearway::settlement {
namespace {

using namespace std::chrono_literals;
using clearway::testing::WaitUntil;

constexpr std::chrono::days kKeep{400};

class RailRetentionTest : public testing::RailBookFixture {
protected:
    void SetUp() override { clock.Set(core::FromMicros(1'767'225'600'000'000)); }

    void Submit(const std::string& name) {
        ASSERT_TRUE(Do(OrderOf(name)));
        auto sent = MessageOf("out " + name);
        sent.payment = Payment(name);
        ASSERT_TRUE(Do(RailStep{.id = IdOf(name), .event = Begin(), .messages = {sent}}));
    }
    void Decide(const std::string& name, Kind kind = Kind::kAccepted) {
        Submit(name);
        ASSERT_EQ(Step(name, Say(name, kind, "m " + name).verdict), rails::Effect::kDone);
    }
    // A contradiction, which moves nothing.
    void Contradict(const std::string& name) {
        Decide(name);
        Step(name, Say(name, Kind::kRejected, "c " + name).verdict);
    }
    void Resolve(const std::string& name) {
        const auto id = Query("SELECT id FROM rail_conflicts WHERE payment_id = '" +
                              Payment(name).ToString() + "'");
        ASSERT_TRUE(Do(ResolveRailConflict{
            .conflict_id = *core::Uuid::Parse(id), .operator_id = "ada", .note = "seen"}));
    }
    void Pass(std::chrono::days days) { clock.Set(clock.Now() + days); }
    std::set<std::string> Kept(const std::vector<std::string>& names) {
        std::set<std::string> kept;
        for (const auto& name : names)
            if (Query("SELECT 1 FROM rail_transfers WHERE id = '" + IdOf(name).ToString() + "'") ==
                "1")
                kept.insert(name);
        return kept;
    }

    StoredOldRailTransfers old{database.Url()};
};

TEST_F(RailRetentionTest, WhatWasDecidedLongAgoLeavesWithItsMessagesAndConflicts) {
    Decide("accepted");
    Decide("rejected", Kind::kRejected);
    Contradict("resolved");
    Resolve("resolved");
    EXPECT_TRUE(Do(ReceiveFromRail{
        .rail = "instant", .after = 0, .up_to = 1, .messages = {MessageOf("in", false)}}));
    Pass(kKeep);
    Decide("young");
    const auto before = clock.Now() - kKeep + 1s;
    EXPECT_EQ(old.LetGo(before, 2), 2);  // a piece
    EXPECT_EQ(old.LetGo(before, 2), 1);
    EXPECT_EQ(old.LetGo(before, 2), 0);
    EXPECT_EQ(Kept({"accepted", "rejected", "resolved", "young"}),
              (std::set<std::string>{"young"}));
    EXPECT_EQ(Query("SELECT string_agg(message_id, ' ') FROM rail_messages"), "out young");
    EXPECT_EQ(Query("SELECT count(*) FROM rail_conflicts"), "0");
}

TEST_F(RailRetentionTest, WhatIsOpenOrWasSpokenOfLatelyStays) {
    Submit("submitting");
    Submit("unknown");
    Step("unknown", rails::AnswerLost{});
    Decide("recalled");
    Step("recalled", rails::RequestRecall{});
    Contradict("contradicted");
    Contradict("resolved lately");
    Decide("heard of");
    const std::vector<std::string> all{"submitting",   "unknown",         "recalled",
                                       "contradicted", "resolved lately", "heard of"};
    Pass(kKeep);
    Resolve("resolved lately");
    auto message = MessageOf("late", false);
    message.payment = Payment("heard of");
    EXPECT_TRUE(
        Do(ReceiveFromRail{.rail = "instant", .after = 0, .up_to = 1, .messages = {message}}));
    Pass(std::chrono::days(1));
    EXPECT_EQ(old.LetGo(clock.Now() - kKeep, 100), 0);
    EXPECT_EQ(Kept(all).size(), all.size());
    Pass(kKeep);  // those two are over
    EXPECT_EQ(old.LetGo(clock.Now() - kKeep, 100), 2);
    EXPECT_EQ(Kept(all),
              (std::set<std::string>{"submitting", "unknown", "recalled", "contradicted"}));
}

TEST_F(RailRetentionTest, AReturnWithinTheTimeIsOfAKnownPayment) {
    Decide("one");
    Pass(kKeep - std::chrono::days(1));
    EXPECT_EQ(old.LetGo(clock.Now() - kKeep, 100), 0);
    Receive(0, {Say("one", Kind::kReturned, "r1")});
    EXPECT_EQ(Query("SELECT state FROM rail_transfers"), "7");
    EXPECT_EQ(Query("SELECT count(*) FROM rail_conflicts"), "0");
}

TEST_F(RailRetentionTest, AConflictAboutNoPaymentLeavesLongAfterItWasResolved) {
    Receive(0, {Say("stranger", Kind::kAccepted, "m1")});
    Pass(kKeep + kKeep);
    EXPECT_EQ(old.LetGo(clock.Now() - kKeep, 100), 0);  // nobody has looked
    Resolve("stranger");
    EXPECT_EQ(old.LetGo(clock.Now() - kKeep, 100), 0);
    Pass(kKeep + std::chrono::days(1));
    EXPECT_EQ(old.LetGo(clock.Now() - kKeep, 100), 1);
    EXPECT_EQ(Query("SELECT count(*) FROM rail_conflicts"), "0");
}

TEST_F(RailRetentionTest, AFileLeavesWithTheLastOfItsPayments) {
    const auto cut_off = clock.Now() + 10h;
    const auto make = [&](int number, const std::vector<std::string>& names) {
        const auto currency = *core::Currency::Parse("EUR");
        MakeRailFile command{
            .file = {.id = rails::DeriveFileId("instant", currency, cut_off, number),
                     .collection = {"instant", currency, cut_off},
                     .number = number,
                     .made_at = clock.Now(),
                     .message_digest = std::string(32, 'd')},
            .payments = {},
            .message = MessageOf("F" + std::to_string(number))};
        for (const auto& name : names) command.payments.push_back(IdOf(name));
        ASSERT_EQ(Do(command)->effect, rails::Effect::kDone);
    };
    const auto files = [&] {
        return Query("SELECT string_agg(number::text, ' ' ORDER BY number) FROM rail_files");
    };
    for (const auto* name : {"one", "two", "open", "gathered"}) {
        ASSERT_TRUE(Do(OrderOf(name)));
        Step(name, rails::Gather{{"instant", "routing/1#all"}, cut_off});
    }
    make(1, {"one"});
    make(2, {"two", "open"});
    for (const auto* name : {"one", "two"}) Step(name, Say(name, Kind::kAccepted, name).verdict);
    Pass(kKeep + std::chrono::days(1));
    const auto let_go = [&] { return old.LetGo(clock.Now() - kKeep, 100); };
    let_go();
    EXPECT_EQ(Kept({"one", "two", "open", "gathered"}),
              (std::set<std::string>{"two", "open", "gathered"}));
    EXPECT_EQ(files(), "1 2");  // the next file of the collection is the third
    Step("gathered", rails::RequestRecall{});
    let_go();
    EXPECT_EQ(files(), "2");
    Step("open", Say("open", Kind::kAccepted, "open").verdict);
    let_go();
    EXPECT_EQ(files(), "");
}

TEST_F(RailRetentionTest, ItRunsByItself) {
    Decide("one");
    Pass(kKeep + std::chrono::days(1));
    usecase::RailRetention retention(old, clock, kKeep);
    EXPECT_TRUE(WaitUntil([&] { return Kept({"one"}).empty(); }));
}

}  // namespace
}  // namespace clearway::settlement
