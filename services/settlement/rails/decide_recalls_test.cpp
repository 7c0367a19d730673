// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/decide_fixture.h"

namespace clearway::settlement::rails {
namespace {

using namespace std::chrono_literals;

TEST(RailTransfer, ARecallBeforeSubmissionEndsIt) {
    Transfer t;
    EXPECT_EQ(t.On(RequestRecall{}), Effect::kDone);
    EXPECT_EQ(t.now.state, State::kRejected);
    EXPECT_EQ(t.now.reason.code, "CUST");
    EXPECT_EQ(t.On(RequestRecall{}), Effect::kAbsorbed);
    EXPECT_EQ(t.On(BeginSubmission{{"instant", "rule"}, "digest"}), Effect::kAbsorbed);
}

TEST(RailTransfer, ARecallIsAgreedOrRefused) {
    Transfer stopped;
    stopped.Submit().Take();
    EXPECT_EQ(stopped.On(RequestRecall{}, 3s), Effect::kDone);
    EXPECT_EQ(stopped.now.state, State::kSubmitted);
    EXPECT_EQ(stopped.now.due_at, kNow + 3s);
    EXPECT_EQ(stopped.On(RequestRecall{}), Effect::kAbsorbed);
    stopped.On(RecallSent{}, 4s);
    EXPECT_EQ(stopped.now.due_at, kNow + 14s);  // the answer to the transfer is waited for
    stopped.Say(Kind::kRecalled, "c1", "CUST");
    EXPECT_EQ(stopped.now.state, State::kRejected);
    EXPECT_EQ(stopped.now.recall, Recall::kAgreed);

    Transfer settled;
    settled.Submit().Say(Kind::kAccepted).On(RequestRecall{});
    settled.On(RecallSent{});
    EXPECT_FALSE(settled.now.due_at);
    settled.Say(Kind::kRecalled, "c1", "CUST");
    EXPECT_EQ(settled.now.state, State::kAccepted);
    settled.Say(Kind::kReturned, "r1", "FOCR");
    EXPECT_EQ(settled.now.state, State::kReturned);

    Transfer refused;
    refused.Submit().Say(Kind::kAccepted).On(RequestRecall{});
    refused.Say(Kind::kRecallRefused, "c1", "ARDT").Say(Kind::kRecallRefused, "c1", "ARDT");
    EXPECT_EQ(refused.now.recall, Recall::kRefused);
    EXPECT_EQ(refused.Count<RecallRefused>(), 1);
    EXPECT_EQ(refused.now.state, State::kAccepted);
}

TEST(RailTransfer, WhatIsRecalledIsNotSentAgain) {
    for (const bool sent : {false, true}) {
        Transfer t;
        t.Submit().On(AnswerLost{});
        t.On(RequestRecall{});
        if (sent) t.On(RecallSent{});
        t.Say(Kind::kAbsent);
        EXPECT_EQ(t.now.state, State::kRejected);
        EXPECT_EQ(t.now.reason.code, "CUST");
        EXPECT_EQ(t.now.recall, Recall::kNone);
        EXPECT_FALSE(t.now.due_at);
    }
}

TEST(RailTransfer, WhoRefusedToStopItCannotSayThatItNeverHadIt) {
    Transfer t;
    t.Submit().On(AnswerLost{});
    t.On(RequestRecall{});
    t.On(RecallSent{});
    t.Say(Kind::kRecallRefused, "c1", "LEGL").Say(Kind::kAbsent, "m1").Say(Kind::kAbsent, "m2");
    EXPECT_EQ(t.now.state, State::kUnknown);  // neither sent again nor called stopped
    EXPECT_TRUE(t.now.due_at);
    EXPECT_EQ(t.LastConflict(), kContradiction);
    const auto id = [&](std::size_t i) { return std::get<ConflictOpened>(t.facts[i]).conflict_id; };
    EXPECT_EQ(id(t.facts.size() - 2), id(t.facts.size() - 1));
    EXPECT_EQ(t.Decided(false), Effect::kDone);
    EXPECT_EQ(t.now.state, State::kRejected);
}

TEST(RailTransfer, WhatWasStoppedAndThenGivenBackIsNoContradiction) {
    Transfer t;
    t.Submit().Take().On(RequestRecall{});
    t.On(RecallSent{});
    t.Say(Kind::kRecalled, "c1", "CUST").Say(Kind::kReturned, "r1", "FOCR");
    EXPECT_EQ(t.now.state, State::kRejected);
    EXPECT_EQ(t.Count<ConflictOpened>(), 0);
    EXPECT_EQ(t.Count<Returned>(), 0);
}

TEST(RailTransfer, WhatWasStoppedIsNotGivenBackWithAnotherAmount) {
    Transfer t;
    t.Submit().Take().On(RequestRecall{});
    t.On(RecallSent{});
    t.Say(Kind::kRecalled, "c1", "CUST");
    t.On(Verdict{.kind = Kind::kReturned,
                 .message_id = "r1",
                 .amount = core::Money(kAmount.GetCurrency(), 12'35)});
    EXPECT_EQ(t.LastConflict(), kOtherAmount);
}

TEST(RailTransfer, WhatWasRejectedWhileItsRecallWasOpenIsNotSilentlyGivenBack) {
    Transfer t;
    t.Submit().Take().On(RequestRecall{});
    t.On(RecallSent{});
    t.Say(Kind::kRejected, "m1", "AC04");
    EXPECT_EQ(t.now.recall, Recall::kNone);  // nobody agreed to it
    t.Say(Kind::kReturned, "r1", "FOCR");
    EXPECT_EQ(t.LastConflict(), kContradiction);
}

TEST(RailTransfer, WhatTheRailStopsByItselfIsRejected) {
    Transfer t;
    t.Submit().Take().Say(Kind::kRecalled, "m1", "CUST");
    EXPECT_EQ(t.now.state, State::kRejected);
    EXPECT_EQ(t.now.recall, Recall::kNone);
    Transfer settled;
    settled.Submit().Say(Kind::kAccepted).Say(Kind::kRecalled, "m1", "CUST");
    EXPECT_EQ(settled.now.state, State::kAccepted);
    EXPECT_EQ(settled.facts.size(), 2U);  // submitted, accepted
}

TEST(RailTransfer, ARecallOfWhatWasSettledAndIsNotThereIsRefused) {
    Transfer t;
    t.Submit().Say(Kind::kAccepted).On(RequestRecall{});
    t.On(RecallSent{});
    t.Say(Kind::kAbsent, "c1", "NOOR").Say(Kind::kAbsent, "c1", "NOOR");
    EXPECT_EQ(t.now.state, State::kAccepted);
    EXPECT_EQ(t.now.recall, Recall::kRefused);
    EXPECT_EQ(t.Count<RecallRefused>(), 1);
}

TEST(RailTransfer, ARecallOfWhatWaitsToBeSentAgainAsksTheRailAndIsNotSentAgain) {
    const auto waiting = [](Transfer& t) {
        t.Submit().On(AnswerLost{});
        t.Say(Kind::kAbsent);
        EXPECT_EQ(t.On(RequestRecall{}, 3s), Effect::kDone);
    };
    Transfer late;  // it was on its way all the same
    waiting(late);
    EXPECT_EQ(late.now.state, State::kUnknown);
    EXPECT_EQ(late.now.recall, Recall::kRequested);
    EXPECT_EQ(late.now.due_at, kNow + 3s);
    EXPECT_EQ(late.On(BeginSubmission{{"instant", "rule"}, "digest"}), Effect::kAbsorbed);
    late.Say(Kind::kAccepted, "m2");
    EXPECT_EQ(late.now.state, State::kAccepted);
    Transfer stopped;
    waiting(stopped);
    stopped.On(RecallSent{});
    stopped.Say(Kind::kAbsent, "c1");
    EXPECT_EQ(stopped.now.state, State::kRejected);
    EXPECT_EQ(stopped.now.reason.code, "CUST");
}

TEST(RailTransfer, ARecallDoesNotOvertakeThePaymentThatIsBeingSent) {
    Transfer t;
    t.Submit().On(RequestRecall{}, 1s);
    EXPECT_EQ(t.now.due_at, kNow + 10s);
    t.On(AnswerLost{}, 10s);
    EXPECT_EQ(t.now.due_at, kNow + 15s);
    EXPECT_EQ(t.now.recall, Recall::kRequested);
}

TEST(RailTransfer, ARecallThatIsNotSentYetOutlivesTheAcceptance) {
    Transfer t;
    t.Submit().Take().On(RequestRecall{}, 3s);
    t.Say(Kind::kAccepted);
    EXPECT_EQ(t.now.state, State::kAccepted);
    EXPECT_EQ(t.now.due_at, kNow + 3s);
    EXPECT_EQ(t.On(RecallSent{}, 4s), Effect::kDone);
    EXPECT_EQ(t.now.recall, Recall::kSent);
    EXPECT_FALSE(t.now.due_at);
    t.Say(Kind::kReturned, "r1", "FOCR");
    EXPECT_EQ(t.now.recall, Recall::kAgreed);

    Transfer refused;  // before it was sent, as by another way
    refused.Submit().On(RequestRecall{});
    refused.Say(Kind::kAccepted).Say(Kind::kRecallRefused, "c1", "ARDT");
    EXPECT_FALSE(refused.now.due_at);
}

TEST(RailTransfer, ARecallFollowsTheAcknowledgementAtOnce) {
    Transfer t;
    t.Submit().On(RequestRecall{});
    t.On(Taken{}, 1s);
    EXPECT_EQ(t.now.due_at, kNow + 1s);
}

TEST(RailTransfer, ARecallThatDoesNotArriveIsTriedLaterEachTimeThenAPersonIsAsked) {
    Transfer t;
    t.Submit().Say(Kind::kAccepted).On(RequestRecall{});
    for (const auto wait : {5s, 10s, 20s, 40s, 60s}) {
        EXPECT_EQ(t.On(RecallLost{}), Effect::kDone);
        EXPECT_EQ(t.now.due_at, kNow + wait);
    }
    EXPECT_EQ(t.Count<ConflictOpened>(), 1);
    EXPECT_EQ(t.LastConflict(), kNoAnswer);
}

}  // namespace
}  // namespace clearway::settlement::rails
