// SPDX-License-Identifier: Apache-2.0
// What is different for a payment that leaves in a file.
#include "services/settlement/rails/decide.h"

#include <gtest/gtest.h>

namespace clearway::settlement::rails {
namespace {

using namespace std::chrono_literals;
using Kind = Verdict::Kind;

const core::Timestamp kNow = core::FromMicros(1'767'225'600'000'000);  // at a full hour
const core::Timestamp kCutOff = kNow + 10h;
const Route kRoute{"batch", "rule"};
const FilePlace kPlace{core::Uuid::Derive({}, "file"), kCutOff, 5};

class FiledTransfer : public ::testing::Test {
protected:
    Effect On(const Event& event, std::chrono::milliseconds at = 10h) {
        auto decision = Decide(t, event, deadlines, kNow + at);
        for (auto& fact : decision.facts) facts.push_back(std::move(fact));
        return decision.effect;
    }
    void Submit() {
        On(Gather{kRoute, kCutOff}, 0h);
        On(BeginSubmission{kRoute, "digest", kPlace});
    }
    void Say(Kind kind, const char* code = "") {
        On(Verdict{.kind = kind, .message_id = "m", .reason = {code}});
    }

    RailTransfer t = Create({.payment = core::DerivePaymentId("acme", "one"),
                             .partner_id = "acme",
                             .debtor = core::DeriveAccountId("acme", "debtor"),
                             .amount = core::Money(*core::Currency::Parse("EUR"), 12'34),
                             .creditor_country = "CH"},
                            kNow);
    Deadlines deadlines{
        .answer_within = 1min, .cycle = 60min, .enquire_after = 5s, .enquiries_at_once = 2};
    std::vector<FactBody> facts;
};

TEST_F(FiledTransfer, IsGatheredOnceForOneCutOff) {
    EXPECT_EQ(On(Gather{kRoute, kCutOff}), Effect::kDone);
    EXPECT_EQ(t.state, State::kCreated);
    EXPECT_EQ(t.route, kRoute);
    EXPECT_EQ(t.due_at, kCutOff);
    EXPECT_TRUE(std::holds_alternative<Gathered>(facts.at(0)));
    EXPECT_EQ(On(Gather{{"other", "rule"}, kCutOff + 1h}), Effect::kAbsorbed);
    EXPECT_EQ(t.cut_off, kCutOff);
}

TEST_F(FiledTransfer, LeavesInAFileAndNotAlone) {
    EXPECT_EQ(On(BeginSubmission{kRoute, "digest", kPlace}), Effect::kAbsorbed);
    On(Gather{kRoute, kCutOff}, 0h);
    EXPECT_EQ(On(BeginSubmission{kRoute, "digest"}), Effect::kAbsorbed);
    EXPECT_EQ(On(BeginSubmission{kRoute, "digest", kPlace}), Effect::kDone);
    EXPECT_EQ(t.place, kPlace);
    EXPECT_EQ(MessageIdOf(t), DeriveFileMessageId(kPlace.file));
    EXPECT_EQ(On(Gather{kRoute, kCutOff}), Effect::kAbsorbed);
}

TEST_F(FiledTransfer, IsAnsweredAfterTheEndOfTheCycleThatTookIt) {
    Submit();
    EXPECT_EQ(t.due_at, kCutOff + 20s);  // till it is known that the rail has it
    On(Taken{}, 10h + 59min);
    EXPECT_EQ(t.due_at, kNow + 11h + 1min);
    On(AnswerLost{}, 11h + 1min);
    // The third pair of its file.
    EXPECT_EQ(t.due_at, kNow + 11h + 1min + 15s);
}

TEST_F(FiledTransfer, IsNotAnsweredOnADayOnWhichItsRailDoesNotSettle) {
    deadlines.cycle = 24h;
    deadlines.business_days.weekdays = {false, true, true, true, true, true, false};
    Submit();
    On(Taken{}, 34h);  // a Friday: its cycle ends at the end of the day
    EXPECT_EQ(t.due_at, kNow + 96h + 1min);
}

TEST_F(FiledTransfer, IsStoppedByUsUntilItsCutOff) {
    On(Gather{kRoute, kCutOff}, 0h);
    EXPECT_EQ(On(RequestRecall{}), Effect::kDone);
    EXPECT_EQ(t.state, State::kRejected);
    EXPECT_EQ(t.reason.code, "CUST");
    EXPECT_FALSE(t.due_at);
    EXPECT_EQ(On(BeginSubmission{kRoute, "digest", kPlace}), Effect::kAbsorbed);
}

TEST_F(FiledTransfer, IsGivenUpUntilItsCutOff) {
    On(Gather{kRoute, kCutOff}, 0h);
    EXPECT_EQ(On(GiveUp{{"FF01"}}), Effect::kDone);
    EXPECT_EQ(t.state, State::kRejected);
}

// After the cut-off the rail answers an enquiry with PDNG, for hours.
TEST_F(FiledTransfer, ThatTheRailHasIsEnquiredAgainAfterTheEndOfItsCycle) {
    Submit();
    On(AnswerLost{});
    On(EnquirySent{1});
    Say(Kind::kPending);
    EXPECT_EQ(t.state, State::kUnknown);
    EXPECT_EQ(t.due_at, kCutOff + 61min);
}

TEST_F(FiledTransfer, IsNotRejectedBecauseACopyWasNotTaken) {
    const Verdict refused{.kind = Kind::kRejected, .message_id = "m", .not_taken = true};
    Submit();
    On(AnswerLost{});
    auto first = t;
    EXPECT_EQ(Decide(first, refused, deadlines, kNow).effect, Effect::kDone);
    EXPECT_EQ(first.state, State::kRejected);
    Say(Kind::kAbsent, "NOOR");
    On(BeginSubmission{kRoute, "digest", kPlace});
    On(Taken{});
    EXPECT_EQ(On(refused), Effect::kAbsorbed);
    EXPECT_EQ(t.state, State::kSubmitted);
}

TEST_F(FiledTransfer, IsStoppedUnsentOnlyWhenItWasToBe) {
    Submit();
    On(AnswerLost{});
    Say(Kind::kAbsent, "NOOR");
    EXPECT_EQ(On(StopUnsent{}), Effect::kAbsorbed);
    On(RequestRecall{});
    EXPECT_EQ(On(StopUnsent{}), Effect::kAbsorbed);  // the rail is asked first
    Say(Kind::kAbsent, "NOOR");
    EXPECT_EQ(On(StopUnsent{}), Effect::kDone);
    EXPECT_EQ(t.state, State::kRejected);
    EXPECT_EQ(t.reason.code, "CUST");
}

// Its file is sent again for the others, with it: it is not called stopped before the rail says so.
TEST_F(FiledTransfer, ThatWasToBeStoppedAndNeverArrivedIsAskedBackOnceItHas) {
    Submit();
    On(AnswerLost{});
    On(RequestRecall{});
    On(RecallSent{});
    const auto first = RecallIdOf(t);
    Say(Kind::kAbsent, "NOOR");
    EXPECT_EQ(t.state, State::kCreated);
    EXPECT_EQ(t.recall, Recall::kRequested);
    On(BeginSubmission{kRoute, "digest", kPlace});
    On(Taken{});
    EXPECT_EQ(t.state, State::kSubmitted);
    EXPECT_EQ(t.due_at, kCutOff);  // the recall
    EXPECT_NE(RecallIdOf(t), first);
    EXPECT_EQ(PaymentOfMessageId(RecallIdOf(t)), t.order.payment);
    Say(Kind::kRecalled, "CUST");
    EXPECT_EQ(t.state, State::kRejected);
}

TEST_F(FiledTransfer, ThatARailWouldNotStopAndNeverHadIsAPersons) {
    Submit();
    On(RequestRecall{});
    On(Taken{});
    On(RecallSent{});
    Say(Kind::kRecallRefused, "LEGL");
    On(AnswerLost{});
    Say(Kind::kAbsent, "NOOR");
    EXPECT_EQ(t.state, State::kUnknown);
    EXPECT_TRUE(std::holds_alternative<ConflictOpened>(facts.back()));
}

}  // namespace
}  // namespace clearway::settlement::rails
