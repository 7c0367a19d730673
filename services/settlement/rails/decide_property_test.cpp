// SPDX-License-Identifier: Apache-2.0
// Whatever a rail says, in any order and any number of times: what is decided stays decided, and
// the facts that move money are told once at most.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "services/settlement/rails/decide.h"

namespace clearway::settlement::rails {
namespace {

using Kind = Verdict::Kind;

class Rail {
public:
    explicit Rail(unsigned seed) : random_(seed) {}

    // `sent`: enquiries so far.
    Event Next(int sent) {
        switch (Draw(12)) {
            case 0: return BeginSubmission{{"instant", "rule"}, Draw(20) == 0 ? "other" : "digest"};
            case 1: return Taken{};
            case 2: return AnswerLost{};
            case 3: return EnquirySent{sent + Draw(3)};
            case 4:
                return PersonDecides{.accepted = Draw(2) == 0,
                                     .operator_id = Draw(2) == 0 ? "ada" : "bob"};
            case 5: return RequestRecall{};
            case 6: return RecallSent{};
            case 7: return RecallLost{};
            case 8: return GiveUp{{"AG03"}};
            default: return Say();
        }
    }
    // One that decides nothing.
    Event NextOfASilentOne(int sent) {
        switch (Draw(6)) {
            case 0: return BeginSubmission{{"instant", "rule"}, "digest"};
            case 1: return Taken{};
            case 2: return AnswerLost{};
            case 3: return Verdict{.kind = Kind::kAbsent, .message_id = "m"};
            default: return EnquirySent{sent + Draw(3)};
        }
    }
    int Draw(int below) { return std::uniform_int_distribution(0, below - 1)(random_); }

private:
    Verdict Say() {
        Verdict verdict{.kind = static_cast<Kind>(Draw(7)),
                        .message_id = "m" + std::to_string(Draw(4))};
        if (Draw(3) == 0) verdict.amount = core::Money(kEur, 100 + Draw(2));
        return verdict;
    }

    const core::Currency kEur = *core::Currency::Parse("EUR");
    std::mt19937 random_;
};

const core::Timestamp kNow = core::FromMicros(1'767'225'600'000'000);
const Deadlines kDeadlines{.enquiries_before_person = 2};

// However often it was enquired before: each silence asks a person, once.
class Silence {
public:
    void Expect(const RailTransfer& before, const RailTransfer& after,
                const std::vector<FactBody>& facts) {
        if (after.state != before.state) enquiries_ = 0;
        const bool asked = after.enquiries > before.enquiries;
        enquiries_ += asked;
        const bool told = std::ranges::any_of(facts, [](const FactBody& fact) {
            const auto* conflict = std::get_if<ConflictOpened>(&fact);
            return conflict && conflict->kind == kNoAnswer;
        });
        EXPECT_EQ(told, asked && enquiries_ == kDeadlines.enquiries_before_person);
        again_ += told && after.attempts > 1;
    }
    // Silences after the first submission that came so far.
    int Again() const { return again_; }

private:
    int enquiries_ = 0;
    int again_ = 0;
};

struct Told {
    int submitted = 0, accepted = 0, rejected = 0, returned = 0;

    void Add(const FactBody& fact) {
        submitted += std::holds_alternative<Submitted>(fact);
        accepted += std::holds_alternative<Accepted>(fact);
        rejected += std::holds_alternative<Rejected>(fact);
        returned += std::holds_alternative<Returned>(fact);
    }
};

void ExpectSound(const RailTransfer& before, const RailTransfer& after, const Told& told) {
    if (IsFinal(before.state) && after.state != before.state) {
        EXPECT_EQ(before.state, State::kAccepted);
        EXPECT_EQ(after.state, State::kReturned);
    }
    EXPECT_LE(told.accepted + told.rejected, 1);
    EXPECT_LE(told.returned, told.accepted);
    EXPECT_EQ(told.accepted == 1,
              after.state == State::kAccepted || after.state == State::kReturned);
    EXPECT_EQ(told.rejected == 1, after.state == State::kRejected);
    EXPECT_EQ(told.submitted, after.attempts);
    if (after.attempts > 1) {
        EXPECT_EQ(after.message_digest, before.message_digest);
    }
    // What was to be stopped is not sent again.
    if (before.recall != Recall::kNone) {
        EXPECT_EQ(after.attempts, before.attempts);
    }
    if (after.recall == Recall::kRequested) {
        EXPECT_TRUE(after.due_at);
    }
    if (IsFinal(after.state) && after.recall != Recall::kRequested) {
        EXPECT_FALSE(after.due_at);
    }
    // Something waits to be done about everything that is not decided, but for what a person must
    // look at first.
    if (!IsFinal(after.state) && after.state != State::kCreated) {
        EXPECT_TRUE(after.due_at);
    }
}

RailTransfer Ordered(unsigned seed) {
    return Create({.payment = core::DerivePaymentId("acme", std::to_string(seed)),
                   .partner_id = "acme",
                   .debtor = {},
                   .amount = core::Money(*core::Currency::Parse("EUR"), 100),
                   .creditor_country = "FR"},
                  kNow);
}

TEST(RailTransferProperty, EachSilenceAsksAPersonOnce) {
    int again = 0;
    for (unsigned seed = 0; seed < 1'000; ++seed) {
        SCOPED_TRACE(seed);
        Rail rail(seed);
        auto transfer = Ordered(seed);
        Silence silence;
        for (int step = 0; step < 60 && !::testing::Test::HasFailure(); ++step) {
            const auto before = transfer;
            const auto event = rail.NextOfASilentOne(transfer.enquiries);
            const auto decision = Decide(transfer, event, kDeadlines, kNow);
            silence.Expect(before, transfer, decision.facts);
        }
        again += silence.Again();
    }
    EXPECT_GT(again, 100);
}

TEST(RailTransferProperty, AnyOrderOfAnswersMovesMoneyOnceAtMost) {
    int finals = 0;
    for (unsigned seed = 0; seed < 3'000; ++seed) {
        SCOPED_TRACE(seed);
        Rail rail(seed);
        auto transfer = Ordered(seed);
        Told told;
        for (int step = 0; step < 60 && !::testing::Test::HasFailure(); ++step) {
            const auto before = transfer;
            const auto event = rail.Next(transfer.enquiries);
            const auto decision = Decide(transfer, event, kDeadlines, kNow);
            for (const auto& fact : decision.facts) told.Add(fact);
            ExpectSound(before, transfer, told);
            if (decision.effect == Effect::kAbsorbed) {
                EXPECT_TRUE(decision.facts.empty());
                EXPECT_EQ(transfer.state, before.state);
            }
        }
        finals += IsFinal(transfer.state);
    }
    EXPECT_GT(finals, 2'500);  // the walk gets somewhere
}

}  // namespace
}  // namespace clearway::settlement::rails
