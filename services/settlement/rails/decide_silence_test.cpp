// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "services/settlement/rails/decide_fixture.h"

namespace clearway::settlement::rails {
namespace {

using namespace std::chrono_literals;

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

TEST(RailTransfer, EachSilenceAsksAPersonOfItsOwn) {
    Transfer t;
    for (int silence = 1; silence <= 3; ++silence) {
        t.Submit().On(AnswerLost{}, 10s);
        for (const auto wait : {5s, 10s, 20s, 40s}) {
            EXPECT_EQ(t.Count<ConflictOpened>(), silence - 1);
            t.Enquire();
            EXPECT_EQ(t.now.due_at, kNow + wait);  // the back-off begins anew, too
        }
        ASSERT_EQ(t.Count<ConflictOpened>(), silence);
        EXPECT_EQ(t.LastConflict(), kNoAnswer);
        t.Say(Kind::kAbsent);
        EXPECT_EQ(t.now.state, State::kCreated);
    }
    EXPECT_EQ(t.now.enquiries, 12);  // each was a message of its own
    std::set<core::Uuid> ids;
    for (const auto& fact : t.facts)
        if (const auto* conflict = std::get_if<ConflictOpened>(&fact))
            ids.insert(conflict->conflict_id);
    EXPECT_EQ(ids.size(), 3U);  // the first may be resolved when the next is opened
}

// Its copies are refused, or the rail forgets them: each is sent later than the one before.
TEST(RailTransfer, WhatTheRailNeverHasAsksAPersonAndIsSentLessOften) {
    Transfer t;
    for (const auto wait : {0s, 5s, 10s, 20s, 40s, 60s, 60s, 60s}) {
        EXPECT_EQ(t.Count<ConflictOpened>(), t.now.attempts / 4);
        t.Submit().Take().On(AnswerLost{});
        t.Say(Kind::kAbsent);
        EXPECT_EQ(t.now.state, State::kCreated);
        EXPECT_EQ(t.now.due_at, kNow + wait);
    }
    EXPECT_EQ(t.LastConflict(), kNotTaken);
    std::set<core::Uuid> ids;
    for (const auto& fact : t.facts)
        if (const auto* conflict = std::get_if<ConflictOpened>(&fact))
            ids.insert(conflict->conflict_id);
    EXPECT_EQ(ids.size(), 2U);  // after the fourth and the eighth, each of its own
}

TEST(RailTransfer, ARecallOfWhatWaitsToBeSentAgainBeginsASilence) {
    Transfer t;
    t.Submit().On(AnswerLost{});
    for (int i = 0; i < 4; ++i) t.Enquire();
    t.Say(Kind::kAbsent);
    t.On(RequestRecall{});
    t.On(RecallSent{});
    for (int i = 0; i < 4; ++i) t.Enquire();
    EXPECT_EQ(t.Count<ConflictOpened>(), 2);
}

TEST(RailTransfer, AnEndlessBackOffDoesNotOverflow) {
    Transfer t;
    t.Submit().On(AnswerLost{});
    t.now.enquiries = 1'000'000;
    t.Enquire();
    EXPECT_EQ(t.now.due_at, kNow + 60s);
}

TEST(RailTransfer, AnEnquiryIsCountedOnceHoweverManySendIt) {
    Transfer t;
    t.Submit().On(AnswerLost{});
    EXPECT_EQ(t.On(EnquirySent{1}), Effect::kDone);
    EXPECT_EQ(t.On(EnquirySent{1}), Effect::kAbsorbed);
    EXPECT_EQ(t.On(EnquirySent{3}), Effect::kAbsorbed);
    EXPECT_EQ(t.now.enquiries, 1);
}

}  // namespace
}  // namespace clearway::settlement::rails
