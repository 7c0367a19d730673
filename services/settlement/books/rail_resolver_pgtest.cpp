// SPDX-License-Identifier: Apache-2.0
// The resolver over the real book; only the network is not real.
#include "services/settlement/usecase/rails/rail_listener.h"
#include "services/settlement/usecase/rails/rail_timer.h"

#include <random>

#include "core/digest.h"

#include "services/settlement/books/gated_instructions_fixture.h"
#include "services/settlement/books/rail_book_fixture.h"
#include "services/settlement/books/rail_network_fixture.h"
#include "services/settlement/rails/book/book_rail.h"
#include "testing/test_database.h"

namespace clearway::settlement {
namespace {

using namespace std::chrono_literals;
using rails::State;
using testing::LossyRail;
using Fate = LossyRail::Fate;

constexpr char kTable[] = R"({
  "id": "routing", "version": "1",
  "rails": [{"name": "instant", "kind": "instant", "cost": {"EUR": 20}, "answer_within_ms": 10000,
             "enquire_after_ms": 5000, "enquiries_before_person": 3, "failures_max": 1},
            {"name": "here", "kind": "book", "cost": {"EUR": 0, "SEK": 0}}],
  "rules": [{"id": "all", "rails": ["instant", "here"]}]
})";

class RailResolverTest : public testing::RailBookFixture {
protected:
    void SetUp() override {
        clock.Set(kStart);
        speakers.emplace("instant", std::make_unique<testing::PlainRail>());
        speakers.emplace("here", std::make_unique<rails::BookRail>());
        Restart();
    }

    // As after a crash: what was only in memory is gone.
    void Restart() {
        resolver.reset();
        router = std::make_unique<usecase::RailRouter>(table, clock);
        resolver = std::make_unique<usecase::RailResolver>(
            usecase::RailPorts{book, network, instructions, clock}, *router, speakers);
    }
    void Order(const std::string& name, const char* currency = "EUR") {
        auto open = OrderOf(name);
        open.order.amount = core::Money(*core::Currency::Parse(currency), 12'34);
        ASSERT_TRUE(Do(open));
    }
    // What is due now, and what the rail has said.
    void DoDue() {
        for (const auto& transfer : Due())
            if (*transfer.due_at <= clock.Now())
                async::BlockOn(runtime.GetExecutor(), resolver->Do(transfer));
        Listen();
    }
    bool Listen() {
        return async::BlockOn(runtime.GetExecutor(),
                              usecase::RailListener::ListenOnce("instant", *speakers.at("instant"),
                                                                {book, reader, network, *router}));
    }
    void Pass(std::chrono::milliseconds time) { clock.Set(clock.Now() + time); }
    State StateOf(const std::string& name) {
        return static_cast<State>(std::stoi(
            Query("SELECT state FROM rail_transfers WHERE id = '" + IdOf(name).ToString() + "'")));
    }

    const core::Timestamp kStart = core::FromMicros(1'767'225'600'000'000);
    const rails::RoutingTable table = *rails::ReadRoutingFile(kTable).table;
    rails::Rails speakers;
    LossyRail network;
    testing::PlainInstructions instructions;
    std::unique_ptr<usecase::RailRouter> router;
    std::unique_ptr<usecase::RailResolver> resolver;
};

TEST_F(RailResolverTest, SubmitsOnceAndTakesTheAnswer) {
    Order("one");
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kAccepted);
    EXPECT_EQ(network.Settled(Payment("one")), 1);
    EXPECT_EQ(Query("SELECT message_id FROM rail_messages WHERE outgoing"),
              rails::DeriveMessageId(Payment("one"), rails::MessageKind::kTransfer));
    EXPECT_TRUE(Due().empty());
}

TEST_F(RailResolverTest, ALostAcknowledgementIsEnquiredAndNotSentAgain) {
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

TEST_F(RailResolverTest, WhatNeverArrivedIsSentAgainByTheSameRail) {
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

TEST_F(RailResolverTest, WhoIsKilledBetweenSubmitAndAnswerIsFollowedByAnother) {
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

TEST_F(RailResolverTest, ARecallIsSentUntilTheRailHasIt) {
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

TEST_F(RailResolverTest, AMessageThatNobodyCanReadIsAConflictAndStopsNoOther) {
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

TEST_F(RailResolverTest, TheListenerAppliesWhatComes) {
    network.answers = false;
    Order("one");
    DoDue();
    usecase::RailListener listener("instant", *speakers.at("instant"),
                                   {book, reader, network, *router}, runtime.GetExecutor());
    network.Say("rejected", rails::DeriveTransactionId(Payment("one")));
    EXPECT_TRUE(clearway::testing::WaitUntil([&] { return StateOf("one") == State::kRejected; }));
}

TEST_F(RailResolverTest, AnAnswerThatIsTooLargeIsFetchedInSmallerOnes) {
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

TEST_F(RailResolverTest, WhatTheRailSaysAgainIsKnown) {
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

TEST_F(RailResolverTest, OurOwnBooksRefuseARecall) {
    Order("one", "SEK");
    DoDue();
    ASSERT_EQ(StateOf("one"), State::kAccepted);
    Step("one", rails::RequestRecall{});
    DoDue();
    EXPECT_EQ(Query("SELECT recall || rail FROM rail_transfers"), "3here");
}

TEST_F(RailResolverTest, TheTimerSubmitsWhatIsOrderedWithoutBeingAskedAgain) {
    clock.Set(core::SystemClock().Now());
    network.answers = false;
    usecase::RailTimer timer(*resolver, reader, clock, runtime.GetExecutor());
    Order("one");
    for (const auto due : noticed) timer.Notice(due);
    EXPECT_TRUE(clearway::testing::WaitUntil([&] { return network.Arrived("transfer") == 1; }));
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

// A rail that has all messages and says nothing of them is not well.
TEST_F(RailResolverTest, AcknowledgementsAloneDoNotMakeARailWell) {
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

TEST_F(RailResolverTest, ARecallThatTheRailWillNotTakeIsRefusedAndOneThatIsLostDelaysNoEnquiry) {
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

// More than may be under way at once: those that end make room for others while the rest is slow.
TEST_F(RailResolverTest, TheTimerKeepsABoundedNumberUnderWayAndRefillsIt) {
    using clearway::testing::WaitUntil;
    clock.Set(core::SystemClock().Now());
    network.answers = false;
    testing::GatedInstructions gate;
    resolver = std::make_unique<usecase::RailResolver>(
        usecase::RailPorts{book, network, gate, clock}, *router, speakers);
    constexpr std::size_t kMany = 150, kAtOnce = 64;
    for (std::size_t i = 0; i < kMany; ++i) Order(std::to_string(i));
    {
        usecase::RailTimer timer(*resolver, reader, clock, runtime.GetExecutor());
        ASSERT_TRUE(WaitUntil([&] { return gate.Waiting() == kAtOnce; }));
        gate.Answer(40);
        EXPECT_TRUE(WaitUntil([&] { return gate.Asked() >= kAtOnce + kAtOnce / 2; }));
        EXPECT_LE(gate.Waiting(), kAtOnce);
        EXPECT_TRUE(WaitUntil([&] {
            gate.Answer(kAtOnce);
            return network.Arrived("transfer") == kMany;
        }));
    }
    EXPECT_EQ(Query("SELECT count(*) FROM rail_transfers WHERE state = 3"), std::to_string(kMany));
}

// Messages and acknowledgements are lost, the process dies between them; at the end each payment is
// decided as the rail decided it, and was settled once at most.
TEST_F(RailResolverTest, WhateverIsLostEachPaymentIsSettledOnceAtMost) {
    std::mt19937 random(7);
    const auto draw = [&random](int below) {
        return std::uniform_int_distribution(0, below - 1)(random);
    };
    bool losing = true;
    network.fate = [&](const auto&) {
        return losing && draw(2) == 0 ? (draw(2) == 0 ? Fate::kLost : Fate::kDeliveredInSilence)
                                      : Fate::kDelivered;
    };
    network.accepts = [](const core::PaymentId& id) { return id.value.AsBytes()[0] % 2 == 0; };
    network.answers = false;
    constexpr int kPayments = 8;
    for (int i = 0; i < kPayments; ++i) Order(std::to_string(i));
    for (int round = 0; round < 200 && !Due().empty(); ++round) {
        losing = round < 60;
        DoDue();
        if (draw(5) == 0) Restart();
        Pass(5s);
    }
    for (int i = 0; i < kPayments; ++i) {
        const auto name = std::to_string(i);
        const bool accepted = network.accepts(Payment(name));
        EXPECT_EQ(StateOf(name), accepted ? State::kAccepted : State::kRejected) << i;
        EXPECT_EQ(network.Settled(Payment(name)), accepted ? 1 : 0) << i;
    }
    EXPECT_EQ(network.Arrived("transfer"), static_cast<std::size_t>(kPayments));
}

}  // namespace
}  // namespace clearway::settlement
