// SPDX-License-Identifier: Apache-2.0
// A rail that is gone for ten minutes, on a clock that a test turns, while payments go on.
#include "services/settlement/books/rail_resolver_fixture.h"

namespace clearway::settlement {
namespace {

using namespace std::chrono_literals;
using rails::State;

class RailOutageTest : public testing::RailResolverFixture {
protected:
    static constexpr int kARound = 4;  // payments
    static constexpr auto kRound = 5s;

    // Payments arrive, and what is due is done.
    void Round() {
        for (int i = 0; i < kARound; ++i) Order(std::to_string(ordered_++));
        Work();
        Pass(kRound);
    }
    void Work() {
        const auto due = async::BlockOn(runtime.GetExecutor(), reader.EarliestDue(10'000));
        for (const auto& transfer : *due)
            if (*transfer.due_at <= clock.Now())
                async::BlockOn(runtime.GetExecutor(), resolver->Do(transfer));
        Listen();
    }
    void Rounds(std::chrono::seconds time) {
        for (const auto until = clock.Now() + time; clock.Now() < until;) Round();
    }
    std::string Count(const std::string& where) {
        return Query("SELECT count(*) FROM rail_transfers WHERE " + where);
    }

    int ordered_ = 0;
};

TEST_F(RailOutageTest, TenMinutesWithoutTheRailLoseNothingAndMoveNothingTwice) {
    network.accepts = [](const core::PaymentId& id) { return id.value.AsBytes()[0] % 4 != 0; };
    Rounds(60s);
    EXPECT_EQ(Count("state <= 4"), "0");
    // What it has when it goes it has, and says nothing of it.
    network.fate = [](const auto&) { return Fate::kDeliveredInSilence; };
    network.answers = false;
    network.away = true;
    Round();
    EXPECT_EQ(Count("state = 4"), std::to_string(1));  // then it is left out, and the others wait
    network.fate = [](const auto&) { return Fate::kLost; };
    Rounds(600s);
    EXPECT_NE(Count("state <= 4"), "0");
    EXPECT_EQ(Query("SELECT string_agg(DISTINCT kind, ' ') FROM rail_conflicts"), "no_answer");
    const auto known = network.Arrived("transfer");

    network.fate = [](const auto&) { return Fate::kDelivered; };
    network.answers = true;
    network.away = false;
    Rounds(600s);  // as long as it may be left out, and then some
    for (int i = 0; i < 100 && !Due().empty(); ++i) {
        Work();
        Pass(kRound);
    }
    EXPECT_GT(network.Arrived("transfer"), known);
    EXPECT_EQ(network.Arrived("transfer"), static_cast<std::size_t>(ordered_));
    for (int i = 0; i < ordered_; ++i) {
        const auto name = std::to_string(i);
        const bool accepted = network.accepts(Payment(name));
        ASSERT_EQ(StateOf(name), accepted ? State::kAccepted : State::kRejected) << i;
        ASSERT_EQ(network.Settled(Payment(name)), accepted ? 1 : 0) << i;
    }
    // Nothing but silence was ever a conflict.
    EXPECT_EQ(Query("SELECT string_agg(DISTINCT kind, ' ') FROM rail_conflicts"), "no_answer");
    EXPECT_EQ(Query("SELECT count(*) FROM events WHERE type LIKE '%RailTransferAccepted'"),
              Count("state = 5"));
}

}  // namespace
}  // namespace clearway::settlement
