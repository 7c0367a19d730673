// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/exceptions/decide_exception.h"

#include <gtest/gtest.h>

namespace clearway::reconciliation {
namespace {

using State = ExceptionState;
using Act = ExceptionAct;

const auto kAt = *core::ParseRfc3339("2026-03-01T12:00:00Z");

const auto kSuspense = core::DeriveAccountId("bank", "suspense");
const AdjustmentAccounts kAccounts{.nostro = core::DeriveClearingAccountId("EUR"),
                                   .other = kSuspense};

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
                                                const std::string& by,
                                                const PostingGrounds& grounds = {
                                                    .accounts = kAccounts}) {
    return Decide(known, {.exception_id = known.exception_id, .act = act, .by = by, .at = kAt},
                  grounds);
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
    const auto found = Exception();
    EXPECT_FALSE(OnRun(Exception(), &found, kAt));
    EXPECT_EQ(OnRun(Exception(), nullptr, kAt)->after.state, State::kHealed);
    EXPECT_EQ(OnRun(Exception(State::kProposed), nullptr, kAt)->after.proposed_by, "");
    EXPECT_EQ(OnRun(Exception(State::kHealed), &found, kAt)->after.state, State::kOpen);
    EXPECT_FALSE(OnRun(Exception(State::kClosed), nullptr, kAt));
    EXPECT_FALSE(OnRun(Exception(State::kPosted), &found, kAt));
    const auto late = OnRun(Exception(State::kPosted), nullptr, kAt);
    EXPECT_EQ(late->step, ExceptionStep::kContradicted);
    EXPECT_EQ(late->after.state, State::kPosted);
    EXPECT_FALSE(OnRun(late->after, nullptr, kAt));  // said once
}

// A mapping that was mended reads the same line with another amount, side, currency or day.
TEST(DecideException, TakesOverTheTermsThatALaterRunFinds) {
    std::vector<StatementException> others(4, Exception());
    others[0].adjustment.amount_minor = 900;
    others[1].adjustment.debit_nostro = false;
    others[2].currency = *core::Currency::Parse("USD");
    others[3].value_day = 1;
    for (const auto& found : others) {
        for (const auto state : {State::kOpen, State::kProposed, State::kHealed}) {
            const auto change = OnRun(Exception(state), &found, kAt);
            ASSERT_TRUE(change) << NameOf(state);
            EXPECT_EQ(change->step, state == State::kHealed ? ExceptionStep::kReopened
                                                            : ExceptionStep::kRefreshed);
            EXPECT_EQ(change->after.state, State::kOpen);
            EXPECT_EQ(change->after.proposed_by, "");
            EXPECT_TRUE(change->after.HasTermsOf(found));
            EXPECT_FALSE(OnRun(change->after, &found, kAt));  // said once
        }
        for (const auto state : {State::kApproved, State::kPosted}) {
            const auto change = OnRun(Exception(state), &found, kAt);
            ASSERT_TRUE(change) << NameOf(state);
            EXPECT_EQ(change->step, ExceptionStep::kContradicted);
            EXPECT_EQ(change->after.state, state);
            EXPECT_TRUE(change->after.HasTermsOf(Exception()));  // as they were agreed on
        }
        EXPECT_FALSE(OnRun(Exception(State::kClosed), &found, kAt));
    }
}

TEST(DecideException, PostsNotWhatMayBePostedAlready) {
    const auto twin = core::Uuid::Random();
    const PostingGrounds grounds{.accounts = kAccounts, .contradicted_twin = twin};
    const auto proposed = Do(Exception(), Act::kPropose, "one", grounds);
    ASSERT_FALSE(proposed);
    EXPECT_EQ(proposed.error().code, core::ErrorCode::kReleaseStateConflict);
    EXPECT_NE(proposed.error().Detail().find(twin.ToString()), std::string::npos);
    const auto approved = Do(Exception(State::kProposed), Act::kApprove, "two", grounds);
    ASSERT_FALSE(approved);
    EXPECT_EQ(approved.error().code, core::ErrorCode::kReleaseStateConflict);
    EXPECT_TRUE(Do(Exception(), Act::kClose, "one", grounds));
}

TEST(DecideException, KeepsTheSuspenseAccountOfItsApproval) {
    const auto without = Do(Exception(State::kProposed), Act::kApprove, "two", {});
    ASSERT_FALSE(without);
    EXPECT_EQ(without.error().code, core::ErrorCode::kReleaseStateConflict);
    const auto approved = Do(Exception(State::kProposed), Act::kApprove, "two");
    ASSERT_TRUE(approved);
    EXPECT_EQ((*approved)->after.accounts->other, kSuspense);
    EXPECT_FALSE(OnLedger((*approved)->after, "AC04", kAt)->after.accounts);
}

TEST(DecideException, TakesBackWhatIsContradictedByTwoOperators) {
    auto known = Exception(State::kPosted);
    known.approved_by = "two";
    known.accounts = kAccounts;
    EXPECT_FALSE(Do(known, Act::kPropose, "one"));  // nothing speaks against it
    known.contradicted = true;
    const auto proposed = Do(known, Act::kPropose, "one");
    ASSERT_TRUE(proposed);
    EXPECT_EQ((*proposed)->after.state, State::kReversalProposed);
    EXPECT_EQ((*Do((*proposed)->after, Act::kReject, "two"))->after.state, State::kPosted);
    EXPECT_EQ(Do((*proposed)->after, Act::kApprove, "one").error().code,
              core::ErrorCode::kSecondOperatorNeeded);
    const auto approved = Do((*proposed)->after, Act::kApprove, "two", {});
    ASSERT_TRUE(approved);
    const auto& after = (*approved)->after;
    EXPECT_EQ(after.state, State::kReversalApproved);
    ASSERT_EQ(after.TransfersToPost().size(), 1U);
    EXPECT_EQ(after.TransfersToPost()[0].debtor, kSuspense);
    EXPECT_EQ(after.TransfersToPost()[0].transfer_id, after.ReversalTransfer());
    EXPECT_EQ(OnLedger(after, "AC04", kAt)->after.state, State::kPosted);
    const auto reversed = OnLedger(after, "", kAt);
    EXPECT_EQ(reversed->after.state, State::kReversed);
    EXPECT_EQ(reversed->step, ExceptionStep::kReversed);
    EXPECT_FALSE(OnRun(reversed->after, nullptr, kAt));
    const auto found = Exception();
    EXPECT_TRUE(OnRun(reversed->after, &found, kAt)->after.contradicted);
}

// A reversal was rejected: without an act it would be contradicted for ever.
TEST(DecideException, LetsAContradictedPostingStandByTwoOperators) {
    auto posted = Exception(State::kPosted);
    EXPECT_FALSE(Do(posted, Act::kStand, "one"));  // nothing speaks against it
    EXPECT_FALSE(Do(Exception(), Act::kStand, "one"));
    const auto known = OnRun(posted, nullptr, kAt)->after;
    const auto proposed = (*Do(known, Act::kStand, "one"))->after;
    EXPECT_EQ(proposed.state, State::kStandProposed);
    EXPECT_TRUE(proposed.contradicted);
    EXPECT_FALSE(*Do(proposed, Act::kStand, "one"));  // it is so already
    EXPECT_FALSE(Do(proposed, Act::kPropose, "two"));
    EXPECT_EQ(Do(proposed, Act::kApprove, "one").error().code,
              core::ErrorCode::kSecondOperatorNeeded);
    EXPECT_EQ((*Do(proposed, Act::kReject, "two"))->after.state, State::kPosted);
    const auto approved = *Do(proposed, Act::kApprove, "two", {});
    EXPECT_EQ(approved->step, ExceptionStep::kStands);
    EXPECT_EQ(approved->after.state, State::kPosted);
    EXPECT_FALSE(approved->after.contradicted);
    EXPECT_TRUE(approved->after.TransfersToPost().empty());
    EXPECT_FALSE(*Do(approved->after, Act::kApprove, "two"));
}

// Who approved the posting may propose what becomes of it.
TEST(DecideException, SaysWhoApprovedThePostingUntilSomethingElseIsApproved) {
    auto posted = Exception(State::kPosted);
    posted.approved_by = "two";
    const auto same = Exception();
    const auto known = OnRun(posted, nullptr, kAt)->after;
    for (const auto act : {Act::kPropose, Act::kStand}) {
        const auto proposed = (*Do(known, act, "two"))->after;
        EXPECT_EQ(proposed.approved_by, "two");
        EXPECT_EQ(Do(proposed, Act::kApprove, "two").error().code,
                  core::ErrorCode::kSecondOperatorNeeded);
        const auto rejected = (*Do(proposed, Act::kReject, "one"))->after;
        EXPECT_EQ(rejected.approved_by, "two");
        EXPECT_EQ(Do(rejected, Act::kApprove, "two").error().code,
                  core::ErrorCode::kReleaseStateConflict);  // what was proposed is off
        EXPECT_EQ(OnRun(proposed, &same, kAt)->after.approved_by, "two");
        EXPECT_EQ((*Do(proposed, Act::kApprove, "one"))->after.approved_by, "one");
    }
}

TEST(DecideException, IsContradictedOnceMoreByOtherEvidenceOnly) {
    const auto same = Exception();
    auto other = Exception();
    other.adjustment.amount_minor = 900;
    auto stands = OnRun(Exception(State::kPosted), nullptr, kAt)->after;
    stands.contradicted = false;
    EXPECT_FALSE(OnRun(stands, nullptr, kAt));  // what the operators knew of
    const auto again = OnRun(stands, &other, kAt);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->after.contradicted);
    EXPECT_EQ(again->note, "debit EUR 9.00, suspense, 1970-01-01");
    const auto supported = OnRun(stands, &same, kAt);
    ASSERT_TRUE(supported);
    EXPECT_EQ(supported->step, ExceptionStep::kSupported);
    EXPECT_FALSE(OnRun(supported->after, &same, kAt));
    EXPECT_TRUE(OnRun(supported->after, nullptr, kAt)->after.contradicted);
}

// Who proposed went by what was known then.
TEST(DecideException, TakesAProposalBackWhenARunFindsOtherEvidence) {
    const auto same = Exception();
    for (const auto act : {Act::kPropose, Act::kStand}) {
        auto known = OnRun(Exception(State::kPosted), nullptr, kAt)->after;
        known = (*Do(known, act, "one"))->after;
        EXPECT_FALSE(OnRun(known, nullptr, kAt));
        const auto supported = OnRun(known, &same, kAt);
        ASSERT_TRUE(supported);
        EXPECT_EQ(supported->after.state, State::kPosted);
        EXPECT_EQ(supported->after.proposed_by, "");
        EXPECT_FALSE(supported->after.contradicted);
    }
}

TEST(DecideException, LetsAReversalStandThoughItIsFoundAgain) {
    const auto found = Exception();
    const auto known = OnRun(Exception(State::kReversed), &found, kAt)->after;
    EXPECT_TRUE(known.contradicted);
    EXPECT_FALSE(Do(known, Act::kPropose, "one"));  // it was posted and taken back, once
    const auto proposed = (*Do(known, Act::kStand, "one"))->after;
    EXPECT_EQ(proposed.state, State::kReversalStandProposed);
    EXPECT_EQ((*Do(proposed, Act::kReject, "two"))->after.state, State::kReversed);
    const auto stands = (*Do(proposed, Act::kApprove, "two"))->after;
    EXPECT_EQ(stands.state, State::kReversed);
    EXPECT_FALSE(stands.contradicted);
    EXPECT_FALSE(OnRun(stands, &found, kAt));
    const auto gone = OnRun(stands, nullptr, kAt);
    ASSERT_TRUE(gone);
    EXPECT_EQ(gone->step, ExceptionStep::kSupported);
    EXPECT_TRUE(OnRun(gone->after, &found, kAt)->after.contradicted);
}

TEST(DecideException, PostsOneTransferForEachCurrency) {
    auto known = Exception(State::kApproved);
    known.adjustment.second = {.currency = *core::Currency::Parse("USD"), .minor = -300};
    known.accounts = kAccounts;
    known.accounts->second_nostro = core::DeriveClearingAccountId("USD");
    known.accounts->second_other = core::DeriveAccountId("bank", "suspense USD");
    const auto transfers = known.TransfersToPost();
    ASSERT_EQ(transfers.size(), 2U);
    EXPECT_EQ(transfers[0].debtor, kAccounts.nostro);
    EXPECT_EQ(transfers[1].creditor, *known.accounts->second_nostro);
    EXPECT_EQ(transfers[1].amount, core::Money(*core::Currency::Parse("USD"), 300));
    EXPECT_NE(transfers[0].transfer_id, transfers[1].transfer_id);
}

TEST(DecideException, GoesByTheLedgersAnswer) {
    EXPECT_EQ(OnLedger(Exception(State::kApproved), "", kAt)->after.state, State::kPosted);
    const auto refused = OnLedger(Exception(State::kApproved), "AC04", kAt);
    EXPECT_EQ(refused->after.state, State::kOpen);
    EXPECT_EQ(refused->note, "AC04");
    EXPECT_FALSE(OnLedger(Exception(State::kPosted), "", kAt));
    EXPECT_FALSE(OnLedger(Exception(State::kOpen), "", kAt));
}

// What a run spoke against while it was being posted, and the ledger does not post.
TEST(DecideException, IsContradictedNoMoreOnceTheLedgerRefusesIt) {
    const auto contradicted = OnRun(Exception(State::kApproved), nullptr, kAt)->after;
    ASSERT_TRUE(contradicted.contradicted);
    const auto refused = OnLedger(contradicted, "AC04", kAt)->after;
    EXPECT_EQ(refused.state, State::kOpen);
    EXPECT_FALSE(refused.contradicted);
    auto reversing = Exception(State::kReversalApproved);
    reversing.contradicted = true;
    EXPECT_TRUE(OnLedger(reversing, "AC04", kAt)->after.contradicted);  // it is still posted
    EXPECT_TRUE(OnLedger(contradicted, "", kAt)->after.contradicted);
}

TEST(DecideException, NamesEachExceptionByWhatItIsAbout) {
    const auto line = core::Uuid::Random();
    const auto account = core::DeriveClearingAccountId("EUR");
    const auto other = core::DeriveClearingAccountId("USD");
    EXPECT_EQ(ExceptionIdOf(account, "extra", line, {}), ExceptionIdOf(account, "extra", line, {}));
    EXPECT_NE(ExceptionIdOf(account, "extra", line, {}), ExceptionIdOf(other, "extra", line, {}));
    EXPECT_NE(ExceptionIdOf(account, "extra", line, {}),
              ExceptionIdOf(account, "duplicate", line, {}));
    EXPECT_NE(ExceptionIdOf(account, "missing", {}, core::TransferId(line)),
              ExceptionIdOf(account, "missing", line, {}));
}

}  // namespace
}  // namespace clearway::reconciliation
