// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/decide.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace clearway::settlement::rails {
namespace {

using namespace std::chrono_literals;
using Kind = Verdict::Kind;

const core::Timestamp kNow = core::FromMicros(1'767'225'600'000'000);
const core::Money kAmount(*core::Currency::Parse("EUR"), 12'34);

RailOrder Order() {
    return {.payment = core::DerivePaymentId("acme", "one"),
            .partner_id = "acme",
            .debtor = core::DeriveAccountId("acme", "debtor"),
            .amount = kAmount,
            .creditor_country = "FR"};
}

class Transfer {
public:
    Effect On(const Event& event, std::chrono::milliseconds at = 0ms) {
        auto decision = Decide(now, event, deadlines, kNow + at);
        for (auto& fact : decision.facts) facts.push_back(std::move(fact));
        return decision.effect;
    }
    Transfer& Submit() {
        On(BeginSubmission{{"instant", "rule"}, "digest"});
        return *this;
    }
    Transfer& Take() {
        On(Taken{});
        return *this;
    }
    Transfer& Say(Kind kind, const std::string& message = "m1", const std::string& code = {}) {
        On(Verdict{.kind = kind, .message_id = message, .reason = {code}});
        return *this;
    }
    // By two.
    Effect Decided(bool accepted) {
        const Reason reason{accepted ? "" : "MS03"};
        On(PersonDecides{.accepted = accepted, .reason = reason, .operator_id = "ada"});
        return On(PersonDecides{.accepted = accepted, .reason = reason, .operator_id = "bob"});
    }
    Effect Enquire() { return On(EnquirySent{now.enquiries + 1}); }
    template <class Fact>
    int Count() const {
        return static_cast<int>(std::ranges::count_if(
            facts, [](const FactBody& fact) { return std::holds_alternative<Fact>(fact); }));
    }
    std::string LastConflict() const {
        const auto* conflict = facts.empty() ? nullptr : std::get_if<ConflictOpened>(&facts.back());
        return conflict ? conflict->kind : "";
    }

    RailTransfer now = Create(Order(), kNow);
    Deadlines deadlines{.answer_within = 10s,
                        .enquire_after = 5s,
                        .enquire_after_max = 60s,
                        .enquiries_before_person = 4};
    std::vector<FactBody> facts;
};

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

TEST(RailTransfer, SilenceIsUnknownAndEnquiredWithBackOff) {
    Transfer t;
    t.Submit().Take().On(AnswerLost{}, 10s);
    EXPECT_EQ(t.now.state, State::kUnknown);
    EXPECT_EQ(t.now.due_at, kNow + 15s);  // not at once: what is on its way would be absent
    for (const auto wait : {5s, 10s, 20s, 40s, 60s, 60s}) {
        t.Enquire();
        EXPECT_EQ(t.now.due_at, kNow + wait);
        EXPECT_EQ(t.now.state, State::kUnknown);
    }
    EXPECT_EQ(t.Count<ConflictOpened>(), 1);  // after the fourth a person is asked, once
    t.Say(Kind::kAccepted);
    EXPECT_EQ(t.now.state, State::kAccepted);
}

TEST(RailTransfer, AnEndlessBackOffDoesNotOverflow) {
    Transfer t;
    t.Submit().On(AnswerLost{});
    t.now.enquiries = 1'000'000;
    t.Enquire();
    EXPECT_EQ(t.now.due_at, kNow + 60s);
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

TEST(RailTransfer, APersonDecidesOnlyWhatIsUnknown) {
    Transfer t;
    EXPECT_EQ(t.Decided(true), Effect::kRefused);
    t.Submit().Take();
    EXPECT_EQ(t.Decided(true), Effect::kRefused);
    t.On(AnswerLost{});
    EXPECT_EQ(t.Decided(true), Effect::kDone);
    EXPECT_EQ(t.now.state, State::kAccepted);
    EXPECT_EQ(t.Decided(true), Effect::kAbsorbed);  // it has come about
    EXPECT_EQ(t.Decided(false), Effect::kRefused);
    EXPECT_EQ(t.now.state, State::kAccepted);
}

TEST(RailTransfer, ItTakesTwoPersonsWhoSayTheSame) {
    const auto says = [](const char* who, bool accepted, const char* code = "") {
        return PersonDecides{.accepted = accepted, .reason = {code}, .operator_id = who};
    };
    Transfer t;
    t.Submit().On(AnswerLost{});
    EXPECT_EQ(t.On(says("ada", true)), Effect::kDone);
    EXPECT_EQ(t.On(says("ada", true)), Effect::kAbsorbed);
    EXPECT_EQ(t.now.state, State::kUnknown);
    EXPECT_EQ(t.On(says("bob", false, "AC04")), Effect::kDone);  // in the place of the first
    EXPECT_EQ(t.On(says("ada", false, "AM04")), Effect::kDone);
    EXPECT_EQ(t.now.state, State::kUnknown);
    EXPECT_EQ(t.On(says("bob", false, "AM04")), Effect::kDone);
    EXPECT_EQ(t.now.state, State::kRejected);
    EXPECT_EQ(t.now.reason.code, "AM04");
    EXPECT_FALSE(t.now.proposal);
    EXPECT_EQ(t.On(says("bob", false, "AM04")), Effect::kAbsorbed);
    EXPECT_EQ(t.On(says("bob", false, "AC04")), Effect::kRefused);
}

TEST(RailTransfer, NewsOfTheRailEndsAProposal) {
    Transfer t;
    t.Submit().On(AnswerLost{});
    t.On(PersonDecides{.accepted = false, .reason = {"MS03"}, .operator_id = "ada"});
    t.Say(Kind::kAbsent);
    EXPECT_FALSE(t.now.proposal);
    EXPECT_EQ(t.On(PersonDecides{.accepted = false, .reason = {"MS03"}, .operator_id = "bob"}),
              Effect::kDone);
    EXPECT_EQ(t.now.state, State::kCreated);
}

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

TEST(RailTransfer, AnAbsenceWhileItIsBeingSentIsOld) {
    Transfer t;
    t.Submit().Say(Kind::kAbsent);
    EXPECT_EQ(t.now.state, State::kSubmitting);
    t.Take().Say(Kind::kAbsent);
    EXPECT_EQ(t.now.state, State::kSubmitted);
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

TEST(RailTransfer, APersonDecidesWhatMayNotBeSentAgain) {
    for (const bool accepted : {true, false}) {
        Transfer t;
        t.Submit().On(AnswerLost{});
        t.Say(Kind::kAbsent);
        EXPECT_EQ(t.On(BeginSubmission{{"instant", "rule"}, "other"}), Effect::kRefused);
        EXPECT_FALSE(t.now.due_at);
        EXPECT_EQ(t.Decided(accepted), Effect::kDone);
        EXPECT_EQ(t.now.state, accepted ? State::kAccepted : State::kRejected);
    }
}

TEST(RailTransfer, AnEnquiryIsCountedOnceHoweverManySendIt) {
    Transfer t;
    t.Submit().On(AnswerLost{});
    EXPECT_EQ(t.On(EnquirySent{1}), Effect::kDone);
    EXPECT_EQ(t.On(EnquirySent{1}), Effect::kAbsorbed);
    EXPECT_EQ(t.On(EnquirySent{3}), Effect::kAbsorbed);
    EXPECT_EQ(t.now.enquiries, 1);
}

TEST(RailTransfer, ANotificationOfAReturnIsNoSecondReturn) {
    Transfer t;
    t.Submit().Say(Kind::kReturned, "r1", "AC04");
    const auto told = t.facts.size();
    t.On(Verdict{.kind = Kind::kReturned, .message_id = "line 7", .notified = true});
    EXPECT_EQ(t.facts.size(), told);
}

TEST(RailIds, AreTheSameForTheSamePaymentAndOfTheirForm) {
    const auto payment = core::DerivePaymentId("acme", "one");
    const auto uetr = DeriveUetr(payment).ToString();
    EXPECT_EQ(uetr[14], '4');
    EXPECT_NE(std::string("89ab").find(uetr[19]), std::string::npos);
    EXPECT_NE(uetr, DeriveUetr(core::DerivePaymentId("acme", "two")).ToString());
    const auto id = DeriveMessageId(payment, MessageKind::kTransfer);
    EXPECT_LE(id.size(), 35U);
    EXPECT_EQ(id, DeriveMessageId(payment, MessageKind::kTransfer));
    EXPECT_NE(id, DeriveMessageId(payment, MessageKind::kRecall));
    EXPECT_NE(DeriveMessageId(payment, MessageKind::kEnquiry, 1),
              DeriveMessageId(payment, MessageKind::kEnquiry, 2));
    EXPECT_EQ(DeriveTransactionId(payment).size(), 32U);
}

TEST(RailIds, LeadBackToThePayment) {
    const auto payment = core::DerivePaymentId("acme", "one");
    EXPECT_EQ(PaymentOfUetr(DeriveUetr(payment).ToString()), payment);
    EXPECT_EQ(PaymentOfTransactionId(DeriveTransactionId(payment)), payment);
    EXPECT_EQ(PaymentOfMessageId(DeriveMessageId(payment, MessageKind::kTransfer)), payment);
    EXPECT_EQ(PaymentOfMessageId(DeriveMessageId(payment, MessageKind::kRecall)), payment);
    EXPECT_FALSE(PaymentOfMessageId(DeriveMessageId(payment, MessageKind::kEnquiry)));
    for (const auto* other : {"", "T", "NOTPROVIDED", "Tzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"}) {
        EXPECT_FALSE(PaymentOfMessageId(other));
        EXPECT_FALSE(PaymentOfTransactionId(other));
        EXPECT_FALSE(PaymentOfUetr(other));
    }
}

}  // namespace
}  // namespace clearway::settlement::rails
