// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/decide_fixture.h"

namespace clearway::settlement::rails {
namespace {

using namespace std::chrono_literals;

TEST(RailTransfer, IsAcceptedAfterTheRailTookIt) {
    Transfer t;
    EXPECT_EQ(t.now.due_at, kNow);
    EXPECT_EQ(t.On(BeginSubmission{{"instant", "rule"}, "digest"}), Effect::kDone);
    EXPECT_EQ(t.now.state, State::kSubmitting);
    EXPECT_EQ(t.now.due_at, kNow + 10s);
    t.On(Taken{}, 1s);
    EXPECT_EQ(t.now.state, State::kSubmitted);
    EXPECT_EQ(t.now.due_at, kNow + 11s);
    t.Say(Kind::kAccepted);
    EXPECT_EQ(t.now.state, State::kAccepted);
    EXPECT_FALSE(t.now.due_at);
    EXPECT_EQ(t.facts.size(), 2U);
}

TEST(RailTransfer, AnAnswerBeforeTheAcknowledgementIsTaken) {
    Transfer t;
    t.Submit().Say(Kind::kRejected, "m1", "AC04");
    EXPECT_EQ(t.now.state, State::kRejected);
    EXPECT_EQ(t.now.reason.code, "AC04");
    EXPECT_EQ(t.On(Taken{}), Effect::kAbsorbed);
    EXPECT_EQ(t.On(AnswerLost{}), Effect::kAbsorbed);
}

TEST(RailTransfer, WhatTheRailNeverHadIsSentAgainAsItWas) {
    Transfer t;
    t.Submit().On(AnswerLost{});
    t.Say(Kind::kAbsent);
    EXPECT_EQ(t.now.state, State::kCreated);
    EXPECT_EQ(t.now.due_at, kNow);
    EXPECT_EQ(t.On(BeginSubmission{{"instant", "another rule"}, "digest"}), Effect::kDone);
    EXPECT_EQ(t.now.attempts, 2);
    EXPECT_EQ(t.now.route.rule, "rule");
}

TEST(RailTransfer, IsNeverSentAgainByAnotherRailOrWithOtherBytes) {
    for (const auto& other : {BeginSubmission{{"batch", "rule"}, "digest"},
                              BeginSubmission{{"instant", "rule"}, "other"}}) {
        Transfer t;
        t.Submit().On(AnswerLost{});
        t.Say(Kind::kAbsent);
        EXPECT_EQ(t.On(other), Effect::kRefused);
        EXPECT_EQ(t.now.state, State::kCreated);
        EXPECT_EQ(t.now.attempts, 1);
        EXPECT_EQ(t.LastConflict(), kOtherMessage);
        EXPECT_FALSE(t.now.due_at);
    }
}

TEST(RailTransfer, IsNotSubmittedTwiceAtOnce) {
    Transfer t;
    t.Submit();
    EXPECT_EQ(t.On(BeginSubmission{{"instant", "rule"}, "digest"}), Effect::kAbsorbed);
    EXPECT_EQ(t.now.attempts, 1);
}

TEST(RailTransfer, AContradictionMovesNothingAndIsAConflict) {
    Transfer settled;
    settled.Submit().Say(Kind::kAccepted).Say(Kind::kRejected, "m2", "AM04");
    EXPECT_EQ(settled.now.state, State::kAccepted);
    EXPECT_EQ(settled.LastConflict(), kContradiction);
    Transfer rejected;
    rejected.Submit().Say(Kind::kRejected).Say(Kind::kAccepted, "m2");
    EXPECT_EQ(rejected.now.state, State::kRejected);
    EXPECT_EQ(rejected.LastConflict(), kContradiction);
    rejected.Say(Kind::kReturned, "m3");
    EXPECT_EQ(rejected.now.state, State::kRejected);
    EXPECT_EQ(rejected.Count<ConflictOpened>(), 2);
    EXPECT_EQ(rejected.Count<Accepted>(), 0);
}

TEST(RailTransfer, AConflictHasOneIdHoweverOftenItIsTold) {
    Transfer t;
    t.Submit().Say(Kind::kAccepted).Say(Kind::kRejected, "m2").Say(Kind::kRejected, "m2");
    ASSERT_EQ(t.Count<ConflictOpened>(), 2);
    const auto id = [&](std::size_t i) { return std::get<ConflictOpened>(t.facts[i]).conflict_id; };
    EXPECT_EQ(id(2), id(3));
    t.Say(Kind::kRejected, "m4");
    EXPECT_NE(id(3), id(4));
}

TEST(RailTransfer, AnotherAmountMovesNothing) {
    for (const auto kind : {Kind::kAccepted, Kind::kReturned}) {
        Transfer t;
        t.Submit().Take();
        t.On(Verdict{
            .kind = kind, .message_id = "m1", .amount = core::Money(kAmount.GetCurrency(), 12'35)});
        EXPECT_EQ(t.now.state, State::kSubmitted);
        EXPECT_EQ(t.LastConflict(), kOtherAmount);
        t.On(Verdict{.kind = kind, .message_id = "m2", .amount = kAmount});
        EXPECT_TRUE(IsFinal(t.now.state));
    }
}

TEST(RailTransfer, AReturnComesAfterAcceptanceOrStandsForIt) {
    Transfer after;
    after.Submit().Say(Kind::kAccepted).Say(Kind::kReturned, "r1", "AC04");
    EXPECT_EQ(after.now.state, State::kReturned);
    EXPECT_EQ(after.now.return_id, "r1");
    Transfer alone;
    alone.Submit().Say(Kind::kReturned, "r1", "AC04");
    EXPECT_EQ(alone.now.state, State::kReturned);
    EXPECT_EQ(alone.Count<Accepted>(), 1);
    EXPECT_EQ(alone.Count<Returned>(), 1);
    alone.Say(Kind::kAccepted, "m1").Say(Kind::kReturned, "r1");
    EXPECT_EQ(alone.facts.size(), 3U);  // submitted, accepted, returned
    alone.Say(Kind::kReturned, "r2");
    EXPECT_EQ(alone.LastConflict(), kSecondReturn);
    EXPECT_EQ(alone.now.return_id, "r1");
}

TEST(RailTransfer, TheMessageOfAReturnThatALineToldIsNoSecondOne) {
    Transfer t;
    t.Submit().Say(Kind::kAccepted);
    t.On(Verdict{.kind = Kind::kReturned, .message_id = "line 7", .notified = true});
    EXPECT_EQ(t.now.return_id, "notice/line 7");
    EXPECT_EQ(std::get<Returned>(t.facts.back()).return_id, "notice/line 7");
    t.Say(Kind::kReturned, "r1").Say(Kind::kReturned, "r1");
    EXPECT_EQ(t.Count<ConflictOpened>(), 0);
    EXPECT_EQ(t.Count<Returned>(), 1);
    t.Say(Kind::kReturned, "r2");
    EXPECT_EQ(t.LastConflict(), kSecondReturn);
}

TEST(RailTransfer, AnAbsenceWhileItIsBeingSentIsOld) {
    Transfer t;
    t.Submit().Say(Kind::kAbsent);
    EXPECT_EQ(t.now.state, State::kSubmitting);
    t.Take().Say(Kind::kAbsent);
    EXPECT_EQ(t.now.state, State::kSubmitted);
}

TEST(RailTransfer, WhatNoRailTakesIsGivenUpOnlyWhileItNeverLeft) {
    const GiveUp give_up{{"AG03", "no rail"}};
    Transfer fresh;
    EXPECT_EQ(fresh.On(give_up), Effect::kDone);
    EXPECT_EQ(fresh.now.state, State::kRejected);
    EXPECT_EQ(fresh.now.reason.code, "AG03");
    Transfer sent;  // by another process, after this one read it
    sent.Submit();
    EXPECT_EQ(sent.On(give_up), Effect::kAbsorbed);
    EXPECT_EQ(sent.now.state, State::kSubmitting);
    sent.On(AnswerLost{});
    sent.Say(Kind::kAbsent);
    EXPECT_EQ(sent.On(give_up), Effect::kAbsorbed);
    EXPECT_EQ(sent.now.state, State::kCreated);
}

TEST(RailTransfer, ANotificationOfAReturnIsNoSecondReturn) {
    Transfer t;
    t.Submit().Say(Kind::kReturned, "r1", "AC04");
    const auto told = t.facts.size();
    t.On(Verdict{.kind = Kind::kReturned, .message_id = "line 7", .notified = true});
    EXPECT_EQ(t.facts.size(), told);
}

}  // namespace
}  // namespace clearway::settlement::rails
