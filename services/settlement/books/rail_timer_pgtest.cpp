// SPDX-License-Identifier: Apache-2.0
// Who does what is due, and when, whatever is lost.
#include "services/settlement/usecase/rails/rail_timer.h"

#include <atomic>
#include <random>

#include "services/settlement/books/gated_instructions_fixture.h"
#include "services/settlement/books/rail_resolver_fixture.h"

namespace clearway::settlement {
namespace {

using namespace std::chrono_literals;
using clearway::testing::WaitUntil;
using rails::State;
using RailTimerTest = testing::RailResolverFixture;

TEST_F(RailTimerTest, TheTimerSubmitsWhatIsOrderedWithoutBeingAskedAgain) {
    clock.Set(core::SystemClock().Now());
    network.answers = false;
    usecase::RailTimer timer(*resolver, reader, clock, runtime.GetExecutor());
    Order("one");
    for (const auto due : noticed) timer.Notice(due);
    EXPECT_TRUE(clearway::testing::WaitUntil([&] { return network.Arrived("transfer") == 1; }));
}

// More than may be under way at once: those that end make room for others while the rest is slow.
TEST_F(RailTimerTest, TheTimerKeepsABoundedNumberUnderWayAndRefillsIt) {
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

// Payments of a rail that is slow are older, and more than all places.
TEST_F(RailTimerTest, ASlowRailTakesNoPlaceFromTheOthers) {
    clock.Set(core::SystemClock().Now());
    testing::GatedInstructions gate;
    gate.waits = [](const rails::RailOrder& order) {
        return order.amount.GetCurrency().Code() == "EUR";
    };
    resolver = std::make_unique<usecase::RailResolver>(
        usecase::RailPorts{book, network, gate, clock}, *router, speakers);
    constexpr std::size_t kMany = 300, kOfARail = 64;
    for (std::size_t i = 0; i < kMany; ++i) Order(std::to_string(i));
    Order("kronor", "SEK");
    {
        usecase::RailTimer timer(*resolver, reader, clock, runtime.GetExecutor());
        EXPECT_TRUE(WaitUntil([&] { return StateOf("kronor") == State::kAccepted; }));
        EXPECT_TRUE(WaitUntil([&] { return gate.Waiting() == kOfARail; }));
        EXPECT_TRUE(WaitUntil([&] {
            gate.Answer(kOfARail);
            return network.Arrived("transfer") == kMany;
        }));
    }
}

// However many they are: a look reads so many of each rail.
TEST_F(RailTimerTest, WhatAFullRailHasWaitingHidesNothingOfAnother) {
    clock.Set(core::SystemClock().Now());
    testing::GatedInstructions gate;
    std::atomic<bool> slow = true;
    gate.waits = [&slow](const rails::RailOrder& order) {
        return slow && order.amount.GetCurrency().Code() == "EUR";
    };
    resolver = std::make_unique<usecase::RailResolver>(
        usecase::RailPorts{book, network, gate, clock}, *router, speakers);
    Order("euros");
    Query(
        "WITH more AS (INSERT INTO rail_transfers SELECT (jsonb_populate_record(t, "
        "jsonb_build_object('id', gen_random_uuid(), 'payment_id', gen_random_uuid()))).* "
        "FROM rail_transfers AS t, generate_series(1, 4000) RETURNING 1) SELECT count(*) FROM "
        "more");
    clock.Set(clock.Now() + 1ms);
    Order("kronor", "SEK");
    {
        usecase::RailTimer timer(*resolver, reader, clock, runtime.GetExecutor());
        EXPECT_TRUE(WaitUntil([&] { return StateOf("kronor") == State::kAccepted; }));
        EXPECT_EQ(gate.Asked(), 64U);
        slow = false;
        gate.Answer(64);
    }
}

// Messages and acknowledgements are lost, the process dies between them; at the end each payment is
// decided as the rail decided it, and was settled once at most.
TEST_F(RailTimerTest, WhateverIsLostEachPaymentIsSettledOnceAtMost) {
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
