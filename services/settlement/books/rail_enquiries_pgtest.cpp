// SPDX-License-Identifier: Apache-2.0
// What becomes of a payment that has left: answers, silence, recalls.
#include "core/digest.h"
#include "services/settlement/books/rail_resolver_fixture.h"

namespace clearway::settlement {
namespace {

using namespace std::chrono_literals;
using rails::State;
using RailEnquiriesTest = testing::RailResolverFixture;

TEST_F(RailEnquiriesTest, ALostAcknowledgementIsEnquiredAndNotSentAgain) {
    network.fate = [](const auto&) { return Fate::kDeliveredInSilence; };
    network.answers = false;
    Order("one");
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kUnknown);
    DoDue();
    EXPECT_EQ(network.Arrived("enquiry"), 0U);  // not at once
    Pass(5s);
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kAccepted);
    EXPECT_EQ(network.Arrived("transfer"), 1U);
    EXPECT_EQ(network.Arrived("enquiry"), 1U);
}

TEST_F(RailEnquiriesTest, WhatNeverArrivedIsSentAgainByTheSameRail) {
    network.fate = [](const rails::Message& message) {
        return message.type == "transfer" ? Fate::kLost : Fate::kDelivered;
    };
    Order("one");
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kUnknown);
    Pass(5s);
    DoDue();  // the rail says that it never had it
    EXPECT_EQ(StateOf("one"), State::kCreated);
    Restart();
    network.fate = [](const auto&) { return Fate::kDelivered; };
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kAccepted);
    EXPECT_EQ(network.Settled(Payment("one")), 1);
    EXPECT_EQ(Query("SELECT attempts || rail FROM rail_transfers"), "2instant");
}

TEST_F(RailEnquiriesTest, WhoIsKilledBetweenSubmitAndAnswerIsFollowedByAnother) {
    Order("one");
    // Written down, and then the process was gone: before it sent, for all the next one knows.
    const auto digest = core::AsBytes(
        core::Sha256("transfer " + rails::DeriveTransactionId(Payment("one")) + " Ada"));
    Step("one", rails::BeginSubmission{{"instant", "routing/1#all"}, digest});
    Restart();
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kSubmitting);  // its time is not over
    Pass(10s);
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kUnknown);
    Pass(5s);
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kCreated);
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kAccepted);
    EXPECT_EQ(network.Settled(Payment("one")), 1);
    EXPECT_EQ(Query("SELECT count(*) FROM rail_conflicts"), "0");
}

TEST_F(RailEnquiriesTest, ARecallIsSentUntilTheRailHasIt) {
    network.answers = false;
    Order("one");
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kSubmitted);
    Step("one", rails::RequestRecall{});
    network.fate = [](const auto&) { return Fate::kLost; };
    DoDue();
    EXPECT_EQ(Query("SELECT recall FROM rail_transfers"), "1");
    network.fate = [](const auto&) { return Fate::kDelivered; };
    Pass(5s);
    DoDue();
    EXPECT_EQ(network.Arrived("recall"), 1U);
    EXPECT_NE(Query("SELECT recall FROM rail_transfers"), "1");
}

TEST_F(RailEnquiriesTest, AMessageThatNobodyCanReadIsAConflictAndStopsNoOther) {
    network.answers = false;
    Order("one");
    DoDue();
    network.Say("accepted", "gibberish");
    network.Say("accepted", rails::DeriveTransactionId(Payment("one")));
    EXPECT_TRUE(Listen());
    EXPECT_EQ(StateOf("one"), State::kAccepted);
    EXPECT_EQ(Query("SELECT kind || rail || (payment_id IS NULL) || encode(message_digest, 'hex') "
                    "FROM rail_conflicts"),
              "unreadable_messageinstanttrue" + core::ToHex(core::Sha256("gibberish")));
    EXPECT_EQ(Query("SELECT count(*) FROM rail_messages WHERE NOT outgoing"), "2");
    EXPECT_TRUE(Listen());  // nothing new
    network.away = true;
    EXPECT_FALSE(Listen());
    EXPECT_EQ(Query("SELECT sequence FROM rail_cursors"), "2");
}

TEST_F(RailEnquiriesTest, TheListenerAppliesWhatComes) {
    network.answers = false;
    Order("one");
    DoDue();
    usecase::RailListener listener("instant", *speakers.at("instant"),
                                   {book, reader, network, *router}, runtime.GetExecutor());
    network.Say("rejected", rails::DeriveTransactionId(Payment("one")));
    EXPECT_TRUE(clearway::testing::WaitUntil([&] { return StateOf("one") == State::kRejected; }));
}

TEST_F(RailEnquiriesTest, AnAnswerThatIsTooLargeIsFetchedInSmallerOnes) {
    network.answers = false;
    for (const auto* name : {"one", "two"}) Order(name);
    DoDue();
    network.fetched_max = 100;
    usecase::RailListener listener("instant", *speakers.at("instant"),
                                   {book, reader, network, *router}, runtime.GetExecutor());
    for (const auto* name : {"one", "two"})
        network.Say("accepted", rails::DeriveTransactionId(Payment(name)));
    EXPECT_TRUE(clearway::testing::WaitUntil(
        [&] { return Query("SELECT count(*) FROM rail_transfers WHERE state = 5") == "2"; }));
}

TEST_F(RailEnquiriesTest, WhatTheRailSaysAgainIsKnown) {
    network.answers = false;
    Order("one");
    DoDue();
    network.repeats = true;
    network.Say("accepted", rails::DeriveTransactionId(Payment("one")));
    EXPECT_TRUE(Listen());
    EXPECT_FALSE(Listen());  // no reason to ask again at once
    network.Say("accepted", rails::DeriveTransactionId(Payment("one")));
    EXPECT_TRUE(Listen());
    EXPECT_EQ(Query("SELECT count(*) || ' ' || (SELECT sequence FROM rail_cursors) "
                    "FROM rail_messages WHERE NOT outgoing"),
              "2 2");
}

TEST_F(RailEnquiriesTest, OurOwnBooksRefuseARecall) {
    Order("one", "SEK");
    DoDue();
    ASSERT_EQ(StateOf("one"), State::kAccepted);
    Step("one", rails::RequestRecall{});
    DoDue();
    EXPECT_EQ(Query("SELECT recall || rail FROM rail_transfers"), "3here");
}

// A rail that has all messages and says nothing of them is not well.
TEST_F(RailEnquiriesTest, AcknowledgementsAloneDoNotMakeARailWell) {
    network.answers = false;
    Order("one");
    DoDue();
    ASSERT_EQ(StateOf("one"), State::kSubmitted);
    Pass(10s);
    DoDue();
    ASSERT_EQ(StateOf("one"), State::kUnknown);
    Order("two");
    DoDue();
    EXPECT_EQ(StateOf("two"), State::kCreated);
    EXPECT_EQ(Due().back().due_at, clock.Now() + 5s);  // the rail is left out
    network.Say("accepted", rails::DeriveTransactionId(Payment("one")));
    EXPECT_TRUE(Listen());  // that is an answer
    Order("three");
    DoDue();
    EXPECT_EQ(StateOf("three"), State::kSubmitted);
}

TEST_F(RailEnquiriesTest, ARecallThatTheRailWillNotTakeIsRefusedAndOneThatIsLostDelaysNoEnquiry) {
    network.answers = false;
    Order("one");
    DoDue();
    Step("one", rails::RequestRecall{});
    network.fate = [](const rails::Message& message) {
        return message.type == "recall" ? Fate::kLost : Fate::kDelivered;
    };
    DoDue();
    Pass(10s);
    Step("one", rails::AnswerLost{});
    Pass(5s);
    DoDue();
    EXPECT_EQ(network.Arrived("enquiry"), 1U);
    EXPECT_EQ(StateOf("one"), State::kAccepted);
    network.fate = [](const auto&) { return Fate::kRefused; };
    Pass(60s);
    DoDue();
    EXPECT_EQ(Query("SELECT recall FROM rail_transfers"), "3");
    EXPECT_TRUE(Due().empty());
}

}  // namespace
}  // namespace clearway::settlement
