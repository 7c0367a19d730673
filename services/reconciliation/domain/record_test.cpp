// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/record.h"

#include <gtest/gtest.h>

#include "services/reconciliation/domain/judge_fixture.h"

namespace clearway::reconciliation {
namespace {

using namespace std::chrono_literals;
using State = PaymentState;

const auto kHeard = *core::ParseRfc3339("2026-03-01T12:00:00Z");

Expectation Of(core::PaymentId payment, Expectation told) {
    told.payment_id = payment;
    return told;
}

News Tell(const Expectation& told) { return Gather({&told, 1}, {}).front(); }
News Tell(const Movement& moved) { return Gather({}, {&moved, 1}).front(); }

TEST(Gather, MakesOneOfAllThatABatchTellsOfAPayment) {
    const auto other = core::DerivePaymentId("acme", "other");
    const std::vector<Expectation> told{Manual(State::kAuthorised), Capture(30),
                                        Of(other, Told(State::kDeclined, 2)), Settled(30)};
    const std::vector<Movement> moved{Moved(30)};
    const auto gathered = Gather(told, moved);
    ASSERT_EQ(gathered.size(), 2U);
    EXPECT_LT(gathered[0].payment_id, gathered[1].payment_id);
    const auto& whole = gathered[gathered[0].payment_id == kPayment ? 0 : 1];
    EXPECT_EQ(whole.told->state, State::kSettled);
    EXPECT_EQ(whole.told->version, 3);
    EXPECT_EQ(whole.told->captured_minor, 30);
    EXPECT_EQ(whole.told->settled_minor, 30);
    EXPECT_EQ(whole.moved.size(), 1U);
    EXPECT_TRUE(whole.from_the_first);
    const auto& rest = gathered[gathered[0].payment_id == kPayment ? 1 : 0];
    EXPECT_EQ(rest.told->state, State::kDeclined);
    EXPECT_FALSE(rest.from_the_first);
}

TEST(Record, KeepsTheLatestFactAndTheAmountsOfEarlierOnes) {
    Record record{.payment_id = kPayment};
    EXPECT_TRUE(Join(record, Tell(Settled(30)), kHeard));
    // Late: an earlier fact changes no state, but what it tells of amounts is news.
    EXPECT_TRUE(Join(record, Tell(Capture(30)), kHeard + 1s));
    EXPECT_EQ(record.told->state, State::kSettled);
    EXPECT_EQ(record.told->version, 3);
    EXPECT_EQ(record.told->captured_minor, 30);
    EXPECT_EQ(record.since, kHeard + 1s);
}

TEST(Record, IsNotChangedByWhatItKnows) {
    Record record{.payment_id = kPayment};
    EXPECT_TRUE(Join(record, Tell(Capture(30)), kHeard));
    EXPECT_TRUE(Join(record, Tell(Moved(30)), kHeard));
    EXPECT_FALSE(Join(record, Tell(Capture(30)), kHeard + 1s));
    EXPECT_FALSE(Join(record, Tell(Manual(State::kAuthorised)), kHeard + 1s));
    EXPECT_FALSE(Join(record, Tell(Moved(30)), kHeard + 1s));
    EXPECT_EQ(record.since, kHeard);
    EXPECT_EQ(record.moved.size(), 1U);
    EXPECT_TRUE(Join(record, Tell(Moved(30, 2)), kHeard + 1s));
    EXPECT_EQ(record.moved.size(), 2U);
}

TEST(PaymentState, HasANameForEach) {
    for (int number = 0; number <= static_cast<int>(State::kFailed); ++number) {
        const auto state = static_cast<State>(number);
        EXPECT_FALSE(NameOf(state).empty());
        EXPECT_EQ(StateNamed(NameOf(state)), state);
    }
    EXPECT_FALSE(StateNamed("lost"));
}

}  // namespace
}  // namespace clearway::reconciliation
