// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/decide_fixture.h"

namespace clearway::settlement::rails {
namespace {

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

}  // namespace
}  // namespace clearway::settlement::rails
