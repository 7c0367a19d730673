// SPDX-License-Identifier: Apache-2.0
#include <boost/asio/use_future.hpp>

#include "services/settlement/books/rail_book_fixture.h"

namespace clearway::settlement {
namespace {

using namespace std::chrono_literals;
using rails::Effect;
using rails::State;
using RailBookTest = testing::RailBookFixture;

TEST_F(RailBookTest, KeepsATransferFromItsOrderToItsReturn) {
    const auto start = core::FromMicros(1'767'225'600'000'000);
    clock.Set(start);
    ASSERT_TRUE(Do(OrderOf("one")));
    EXPECT_EQ(noticed, std::vector{start});
    auto due = Due();
    ASSERT_EQ(due.size(), 1U);
    EXPECT_EQ(due[0].order.amount, OrderOf("one").order.amount);
    EXPECT_EQ(due[0].order.partner_id, "acme");
    EXPECT_EQ(due[0].order.creditor_country, "FR");
    EXPECT_EQ(due[0].created_at, start);

    EXPECT_EQ(Step("one", Begin()), Effect::kDone);
    EXPECT_EQ(Step("one", rails::Taken{}), Effect::kDone);
    due = Due();
    ASSERT_EQ(due.size(), 1U);
    EXPECT_EQ(due[0].state, State::kSubmitted);
    EXPECT_EQ(due[0].due_at, start + 10s);  // of the rail's own deadlines
    EXPECT_EQ(due[0].message_digest, std::string(32, 'd'));
    EXPECT_EQ(due[0].attempts, 1);
    EXPECT_EQ(Receive(0, {Say("one", Kind::kAccepted, "m1")}), Effect::kDone);
    EXPECT_TRUE(Due().empty());
    EXPECT_EQ(Receive(1, {Say("one", Kind::kReturned, "r1")}), Effect::kDone);
    EXPECT_EQ(FactsOf(IdOf("one")),
              "RailTransferSubmitted RailTransferAccepted RailTransferReturned");
    EXPECT_EQ(Query("SELECT state || return_id || reason_code || version FROM rail_transfers"),
              "7r1AC043");
}

TEST_F(RailBookTest, AnOrderThatComesAgainChangesNothing) {
    ASSERT_TRUE(Do(OrderOf("one")));
    Step("one", Begin());
    EXPECT_EQ(Do(OrderOf("one"))->effect, Effect::kAbsorbed);
    EXPECT_EQ(Query("SELECT state FROM rail_transfers"), "2");
}

// What a process that was killed leaves: the submission is written down, and what became of it is
// asked, not guessed. The next process finds it by its time.
TEST_F(RailBookTest, WhoIsKilledBetweenSubmitAndAnswerLeavesAnUnknown) {
    const auto start = core::FromMicros(1'767'225'600'000'000);
    clock.Set(start);
    ASSERT_TRUE(Do(OrderOf("one")));
    Step("one", Begin());
    const auto left = Due();
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0].state, State::kSubmitting);
    clock.Set(start + 10s);
    EXPECT_EQ(Step("one", Begin()), Effect::kAbsorbed);  // it is not simply sent again
    EXPECT_EQ(Step("one", rails::AnswerLost{}), Effect::kDone);
    EXPECT_EQ(Step("one", rails::EnquirySent{1}), Effect::kDone);
    EXPECT_EQ(Due()[0].due_at, start + 15s);
    EXPECT_EQ(Receive(0, {Say("one", Kind::kAbsent, "m1")}), Effect::kDone);
    EXPECT_EQ(Step("one", Begin('x')), Effect::kRefused);  // other bytes never leave
    EXPECT_EQ(Query("SELECT kind FROM rail_conflicts"), "other_message");
    EXPECT_EQ(Step("one", Begin()), Effect::kDone);
    EXPECT_EQ(FactsOf(IdOf("one")),
              "RailTransferSubmitted RailTransferUnknown RailConflictOpened "
              "RailTransferSubmitted");
}

TEST_F(RailBookTest, MessagesOfARailAreAppliedOnceHoweverManyReadThem) {
    ASSERT_TRUE(Do(OrderOf("one")));
    Step("one", Begin());
    EXPECT_EQ(Receive(0, {Say("one", Kind::kAccepted, "m1")}), Effect::kDone);
    // The same again, by a reader that was killed after the commit, or by another.
    EXPECT_EQ(Receive(0, {Say("one", Kind::kAccepted, "m1")}), Effect::kAbsorbed);
    EXPECT_EQ(Receive(0, {Say("one", Kind::kRejected, "m9")}), Effect::kAbsorbed);
    EXPECT_EQ(*async::BlockOn(runtime.GetExecutor(), reader.CursorOf("instant")), 1);
    EXPECT_EQ(*async::BlockOn(runtime.GetExecutor(), reader.CursorOf("batch")), 0);
    EXPECT_EQ(FactsOf(IdOf("one")), "RailTransferSubmitted RailTransferAccepted");
    EXPECT_EQ(Query("SELECT count(*) FROM rail_conflicts"), "0");
}

async::Task<bool> IsDone(RailBook& book, ReceiveFromRail receive) {
    auto applying = book.Submit(RailCommand(std::move(receive)));
    const auto reply = co_await std::move(applying);
    co_return reply && reply->effect == Effect::kDone;
}

TEST_F(RailBookTest, TwoReadersAtOnceApplyOnce) {
    ASSERT_TRUE(Do(OrderOf("one")));
    Step("one", Begin());
    events::Outbox other_outbox{{.service = "rails-test",
                                 .instance = "rails-test-1",
                                 .database_url = database.Url(),
                                 .kafka_brokers = clearway::testing::TestKafkaBrokers()}};
    RailBook other{{.database_url = database.Url(),
                    .table = *rails::ReadRoutingFile(testing::kRoutingForTests).table},
                   other_outbox,
                   clock,
                   runtime.GetExecutor()};
    int done = 0;
    for (std::int64_t number = 0; number < 20; ++number) {
        const ReceiveFromRail receive{.rail = "instant",
                                      .after = number,
                                      .up_to = number + 1,
                                      .statements = {Say("one", Kind::kReturned, "r1")}};
        std::vector<std::future<bool>> both;
        for (auto* each : {&book, &other})
            both.push_back(boost::asio::co_spawn(runtime.GetExecutor(), IsDone(*each, receive),
                                                 boost::asio::use_future));
        for (auto& one : both) done += one.get();
    }
    EXPECT_EQ(done, 20);
    EXPECT_EQ(Query("SELECT sequence FROM rail_cursors"), "20");
    EXPECT_EQ(FactsOf(IdOf("one")),
              "RailTransferSubmitted RailTransferAccepted RailTransferReturned");
}

TEST_F(RailBookTest, AConflictIsToldOnceAndStaysUntilAnOperatorResolvesIt) {
    ASSERT_TRUE(Do(OrderOf("one")));
    Step("one", Begin());
    Receive(0, {Say("one", Kind::kAccepted, "m1"), Say("one", Kind::kRejected, "m2"),
                Say("one", Kind::kRejected, "m2")});
    Receive(3, {Say("one", Kind::kRejected, "m2")});
    EXPECT_EQ(FactsOf(IdOf("one")),
              "RailTransferSubmitted RailTransferAccepted RailConflictOpened");
    EXPECT_EQ(Query("SELECT state FROM rail_transfers"), "5");
    const auto id = core::Uuid::Parse(Query("SELECT id FROM rail_conflicts"));
    ASSERT_TRUE(id);
    EXPECT_TRUE(Do(ResolveRailConflict{*id, "ada", "the rail corrected itself"}));
    EXPECT_TRUE(Do(ResolveRailConflict{*id, "bob", "again"}));
    EXPECT_EQ(Query("SELECT resolved_by || ': ' || note FROM rail_conflicts"),
              "ada: the rail corrected itself");
    const auto unknown = Do(ResolveRailConflict{core::Uuid::Derive({}, "x"), "ada", ""});
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, core::ErrorCode::kNotFound);
}

TEST_F(RailBookTest, AMessageAboutAPaymentThatIsNotThereIsAConflictAndStopsNothing) {
    ASSERT_TRUE(Do(OrderOf("one")));
    Step("one", Begin());
    Receive(0, {Say("stranger", Kind::kAccepted, "m1"), Say("one", Kind::kAccepted, "m2")});
    EXPECT_EQ(Query("SELECT kind FROM rail_conflicts"), "unknown_transfer");
    const auto stray = core::Uuid::Parse(Query("SELECT id FROM rail_conflicts"));
    EXPECT_EQ(FactsOf(rails::RailTransferId(*stray)), "RailConflictOpened");
    EXPECT_EQ(FactsOf(IdOf("one")), "RailTransferSubmitted RailTransferAccepted");
}

TEST_F(RailBookTest, ARailSpeaksOnlyOfPaymentsThatWentByIt) {
    ASSERT_TRUE(Do(OrderOf("one")));
    Step("one", Begin());
    EXPECT_TRUE(Do(ReceiveFromRail{.rail = "other",
                                   .after = 0,
                                   .up_to = 1,
                                   .statements = {Say("one", Kind::kAccepted, "m1")}}));
    EXPECT_EQ(Query("SELECT state FROM rail_transfers"), "2");
    EXPECT_EQ(Query("SELECT kind FROM rail_conflicts"), "unknown_transfer");
}

TEST_F(RailBookTest, MessagesAreRecordedByTheirDigestAlone) {
    ASSERT_TRUE(Do(OrderOf("one")));
    EXPECT_TRUE(
        Do(RailStep{.id = IdOf("one"), .event = Begin(), .messages = {MessageOf("out-1")}}));
    EXPECT_TRUE(
        Do(RailStep{.id = IdOf("one"), .event = Begin(), .messages = {MessageOf("out-2")}}));
    EXPECT_TRUE(
        Do(ReceiveFromRail{.rail = "instant",
                           .after = 0,
                           .up_to = 1,
                           .statements = {},
                           .messages = {MessageOf("in-1", false), MessageOf("in-1", false)}}));
    EXPECT_EQ(Query("SELECT string_agg(message_id || outgoing, ' ' ORDER BY message_id) "
                    "FROM rail_messages"),
              "in-1false out-1true");
}

TEST_F(RailBookTest, AStepOfATransferThatIsNotThereIsAnError) {
    const auto reply = Do(RailStep{.id = IdOf("nobody"), .event = rails::Taken{}});
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, core::ErrorCode::kInvalidArgument);
}

TEST_F(RailBookTest, AFactThatComesTwiceOpensOneTransfer) {
    settlement::v1::HoldCommitted fact;
    fact.set_payment_id(Payment("one").ToString());
    fact.set_debtor_account_id(core::DeriveAccountId("acme", "debtor").ToString());
    fact.set_partner_id("acme");
    fact.set_creditor_country("FR");
    fact.mutable_amount()->set_currency("EUR");
    fact.mutable_amount()->set_minor_units(1234);
    events::ReceivedEvent event;
    event.topic = "topic";
    event.lane = 1;
    event.lane_sequence = 1;
    event.type = fact.GetTypeName();
    event.payload = fact.SerializeAsString();
    book.Consume({event});
    book.Consume({event});
    ++event.lane_sequence;
    ++event.offset;
    book.Consume({event});
    EXPECT_EQ(Query("SELECT count(*) FROM rail_transfers"), "1");
    EXPECT_EQ(Due().at(0).order.payment, Payment("one"));
}

}  // namespace
}  // namespace clearway::settlement
