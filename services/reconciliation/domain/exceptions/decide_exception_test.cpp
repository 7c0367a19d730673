// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/exceptions/decide_exception.h"

#include <gtest/gtest.h>

namespace clearway::reconciliation {
namespace {

using State = ExceptionState;
using Act = ExceptionAct;

const auto kAt = *core::ParseRfc3339("2026-03-01T12:00:00Z");

StatementException Exception(State state = State::kOpen) {
    StatementException one{.exception_id = core::Uuid::Random(),
                           .account = core::DeriveClearingAccountId("EUR"),
                           .exception_class = "extra",
                           .currency = *core::Currency::Parse("EUR")};
    one.adjustment = {.debit_nostro = true, .amount_minor = 100, .text = "text"};
    one.state = state;
    one.proposed_by = state == State::kOpen ? "" : "one";
    return one;
}

core::Result<std::optional<ExceptionChange>> Do(const StatementException& known, Act act,
                                                const std::string& by) {
    return Decide(known, {.exception_id = known.exception_id, .act = act, .by = by, .at = kAt});
}

// What state an act leads to; "same": nothing changes; else why it is refused.
std::string After(State state, Act act, const std::string& by) {
    const auto done = Do(Exception(state), act, by);
    if (!done) return std::string(core::Describe(done.error().code).name);
    return *done ? std::string(NameOf((*done)->after.state)) : "same";
}

TEST(DecideException, NeedsASecondOperatorToPost) {
    EXPECT_EQ(After(State::kOpen, Act::kPropose, "one"), "proposed");
    EXPECT_EQ(After(State::kProposed, Act::kApprove, "one"), "second_operator_needed");
    EXPECT_EQ(After(State::kProposed, Act::kApprove, "two"), "approved");
    EXPECT_EQ(After(State::kOpen, Act::kApprove, "two"), "release_state_conflict");
    EXPECT_EQ(After(State::kProposed, Act::kReject, "two"), "open");
    EXPECT_EQ(After(State::kProposed, Act::kReject, "one"), "open");
    EXPECT_EQ(After(State::kProposed, Act::kPropose, "one"), "same");
}

TEST(DecideException, LetsNothingBeDoneToWhatIsOverOrBeingPosted) {
    for (const auto state : {State::kApproved, State::kPosted, State::kHealed})
        for (const auto act : {Act::kPropose, Act::kReject, Act::kClose})
            EXPECT_EQ(After(state, act, "two"), "release_state_conflict") << NameOf(state);
    EXPECT_EQ(After(State::kProposed, Act::kClose, "two"), "release_state_conflict");
    EXPECT_EQ(After(State::kOpen, Act::kClose, "one"), "closed");
    EXPECT_EQ(After(State::kClosed, Act::kClose, "one"), "same");
    EXPECT_EQ(After(State::kPosted, Act::kNote, "one"), "posted");
}

TEST(DecideException, PostsNothingWhereNothingIsToBePosted) {
    auto date = Exception();
    date.adjustment.amount_minor = 0;
    EXPECT_EQ(Do(date, Act::kPropose, "one").error().code, core::ErrorCode::kReleaseStateConflict);
}

TEST(DecideException, IsHealedByLaterEvidenceUnlessItIsPosted) {
    EXPECT_FALSE(OnRun(Exception(), true, kAt));
    EXPECT_EQ(OnRun(Exception(), false, kAt)->after.state, State::kHealed);
    EXPECT_EQ(OnRun(Exception(State::kProposed), false, kAt)->after.proposed_by, "");
    EXPECT_EQ(OnRun(Exception(State::kHealed), true, kAt)->after.state, State::kOpen);
    EXPECT_FALSE(OnRun(Exception(State::kClosed), false, kAt));
    const auto late = OnRun(Exception(State::kPosted), false, kAt);
    EXPECT_EQ(late->step, ExceptionStep::kContradicted);
    EXPECT_EQ(late->after.state, State::kPosted);
    EXPECT_FALSE(OnRun(late->after, false, kAt));  // said once
}

TEST(DecideException, GoesByTheLedgersAnswer) {
    EXPECT_EQ(OnLedger(Exception(State::kApproved), "", kAt)->after.state, State::kPosted);
    const auto refused = OnLedger(Exception(State::kApproved), "AC04", kAt);
    EXPECT_EQ(refused->after.state, State::kOpen);
    EXPECT_EQ(refused->note, "AC04");
    EXPECT_FALSE(OnLedger(Exception(State::kPosted), "", kAt));
    EXPECT_FALSE(OnLedger(Exception(State::kOpen), "", kAt));
}

TEST(DecideException, NamesEachExceptionByWhatItIsAbout) {
    const auto line = core::Uuid::Random();
    EXPECT_EQ(ExceptionIdOf("extra", line, {}), ExceptionIdOf("extra", line, {}));
    EXPECT_NE(ExceptionIdOf("extra", line, {}), ExceptionIdOf("duplicate", line, {}));
    EXPECT_NE(ExceptionIdOf("missing", {}, core::TransferId(line)),
              ExceptionIdOf("missing", line, {}));
}

}  // namespace
}  // namespace clearway::reconciliation
