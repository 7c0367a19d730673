// SPDX-License-Identifier: Apache-2.0
// How a payment leaves: once, by the rail that was chosen, or not at all.
#include "services/settlement/books/rail_resolver_fixture.h"

namespace clearway::settlement {
namespace {

using namespace std::chrono_literals;
using rails::State;
using RailResolverTest = testing::RailResolverFixture;

TEST_F(RailResolverTest, SubmitsOnceAndTakesTheAnswer) {
    Order("one");
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kAccepted);
    EXPECT_EQ(network.Settled(Payment("one")), 1);
    EXPECT_EQ(Query("SELECT message_id FROM rail_messages WHERE outgoing"),
              rails::DeriveMessageId(Payment("one"), rails::MessageKind::kTransfer));
    EXPECT_TRUE(Due().empty());
}

TEST_F(RailResolverTest, WithoutTheInstructionItWaitsAndNothingLeaves) {
    instructions.error = core::ErrorCode::kUnavailable;
    Order("one");
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kCreated);
    EXPECT_EQ(Query("SELECT attempts FROM rail_transfers"), "0");
    instructions.error.reset();
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kCreated);  // a moment later
    Pass(1s);
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kAccepted);
}

TEST_F(RailResolverTest, WhatCannotBeSentIsRejectedBeforeItLeaves) {
    instructions.erased = true;
    Order("erased");
    DoDue();
    EXPECT_EQ(StateOf("erased"), State::kRejected);
    EXPECT_EQ(Query("SELECT reason_code || attempts FROM rail_transfers"), "MS030");
    EXPECT_EQ(network.Arrived("transfer"), 0U);
}

TEST_F(RailResolverTest, WhatNoRailTakesIsRejected) {
    auto open = OrderOf("one");
    open.order.amount = core::Money(*core::Currency::Parse("JPY"), 5);
    ASSERT_TRUE(Do(open));
    DoDue();
    EXPECT_EQ(Query("SELECT state || reason_code FROM rail_transfers"), "6AG03");
}

TEST_F(RailResolverTest, AMessageThatTheRailRefusesIsRejected) {
    network.fate = [](const auto&) { return Fate::kRefused; };
    Order("one");
    DoDue();
    EXPECT_EQ(Query("SELECT state || reason_code FROM rail_transfers"), "6FF01");
}

// The first copy is under way still: what is refused is the second one.
TEST_F(RailResolverTest, ARefusedCopyIsNoRejectionOfTheFirst) {
    network.fate = [](const rails::Message& message) {
        return message.type == "transfer" ? Fate::kLost : Fate::kDelivered;
    };
    Order("one");
    DoDue();
    Pass(5s);
    DoDue();  // absent
    ASSERT_EQ(StateOf("one"), State::kCreated);
    network.fate = [](const auto&) { return Fate::kRefused; };
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kUnknown);
    network.Say("accepted", rails::DeriveTransactionId(Payment("one")));
    EXPECT_TRUE(Listen());
    EXPECT_EQ(StateOf("one"), State::kAccepted);
}

TEST_F(RailResolverTest, WhatAFailingRailWouldTakeWaitsForItAndIsNotSettledInOurBooks) {
    network.fate = [](const auto&) { return Fate::kLost; };
    Order("one");
    DoDue();
    Order("two");
    Order("kronor", "SEK");  // no rail takes it
    DoDue();
    EXPECT_EQ(StateOf("two"), State::kCreated);
    EXPECT_EQ(StateOf("kronor"), State::kAccepted);
    network.fate = [](const auto&) { return Fate::kDelivered; };
    Pass(5s);  // then one payment tries it
    DoDue();
    EXPECT_EQ(StateOf("two"), State::kAccepted);
    EXPECT_EQ(network.Settled(Payment("two")), 1);
    EXPECT_EQ(Query("SELECT rail FROM rail_transfers WHERE id = '" + IdOf("two").ToString() + "'"),
              "instant");
}

// Whoever saw it before it was sent by another process, and finds no rail for it.
TEST_F(RailResolverTest, WhatAnotherProcessHasSentIsNotGivenUp) {
    Order("one");
    const auto seen = Due().at(0);
    Step("one", Begin());
    instructions.erased = true;
    EXPECT_FALSE(async::BlockOn(runtime.GetExecutor(), resolver->Do(seen)));
    EXPECT_EQ(StateOf("one"), State::kSubmitting);
    EXPECT_EQ(FactsOf(IdOf("one")), "RailTransferSubmitted");
}

TEST_F(RailResolverTest, WhatCannotBeBuiltAgainIsAPersonsAndAPersonDecidesIt) {
    network.fate = [](const rails::Message& message) {
        return message.type == "transfer" ? Fate::kLost : Fate::kDelivered;
    };
    Order("one");
    DoDue();
    Pass(5s);
    DoDue();  // absent
    ASSERT_EQ(StateOf("one"), State::kCreated);
    instructions.erased = true;
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kCreated);
    EXPECT_EQ(Query("SELECT kind FROM rail_conflicts"), "other_message");
    EXPECT_TRUE(Due().empty());
    for (const auto* who : {"ada", "bob"})
        EXPECT_EQ(
            Step("one",
                 rails::PersonDecides{.accepted = false, .reason = {"MS03"}, .operator_id = who}),
            rails::Effect::kDone);
    EXPECT_EQ(StateOf("one"), State::kRejected);
}

TEST_F(RailResolverTest, WhatWillNeverBeToldIsGivenUp) {
    instructions.error = core::ErrorCode::kPaymentNotFound;
    Order("one");
    DoDue();
    EXPECT_EQ(Query("SELECT state || reason_code FROM rail_transfers"), "6MS03");
}

TEST_F(RailResolverTest, AnInstructionThatIsAwayIsAskedForLaterEachTime) {
    instructions.error = core::ErrorCode::kUnavailable;
    Order("one");
    for (const auto wait : {1s, 1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
        DoDue();
        EXPECT_EQ(Due().at(0).due_at, clock.Now() + wait);
        Pass(wait);
    }
}

}  // namespace
}  // namespace clearway::settlement
