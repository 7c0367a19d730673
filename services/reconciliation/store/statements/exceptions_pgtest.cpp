// SPDX-License-Identifier: Apache-2.0
// Two people work on an exception, and what they agree on is posted once.
#include <utility>

#include "events/event_store.h"
#include "services/reconciliation/store/statements/run_fixture.h"

namespace clearway::reconciliation {
namespace {

using Act = ExceptionAct;

// A ledger that posts, and may lose its answer.
struct FakeLedger final : AdjustmentLedger {
    async::Task<core::Result<std::string>> Post(
        std::vector<AdjustmentTransfer> transfers) override {
        orders.insert(orders.end(), transfers.begin(), transfers.end());
        if (lose_answer) {
            const core::Error lost{.code = core::ErrorCode::kUnavailable};
            co_return lost;
        }
        if (all_stuck || transfers.front().transfer_id == stuck) {
            const core::Error other_transfer{.code = core::ErrorCode::kInternal};
            co_return other_transfer;
        }
        co_return refusal;
    }
    std::vector<AdjustmentTransfer> orders;
    bool lose_answer = false;
    std::optional<core::TransferId> stuck;
    bool all_stuck = false;
    std::string refusal;
};

class ExceptionsTest : public RunTest {
protected:
    ExceptionsTest() {
        accounts_.Add("DE89370400440532013000", {.nostro = kNostro, .suspense = kSuspense});
        Import(DayFile(1));
        Run();
        id_ = *core::Uuid::Parse(Ask("SELECT exception_id FROM statement_exceptions"));
    }
    core::Result<StatementException> Do(Act act, const std::string& by,
                                        const std::string& text = "") {
        WorkOnException command{
            .exception_id = id_, .act = act, .by = by, .text = text, .at = clock_.Now()};
        return async::BlockOn(runtime_.GetExecutor(), desk_.Work(std::move(command)));
    }
    bool PostAll() {
        return async::BlockOn(runtime_.GetExecutor(), posting_.PostAll()).has_value();
    }
    std::string Trail() {
        return Ask("SELECT string_agg(step || by_whom, ' ' ORDER BY version) FROM exception_steps");
    }
    std::string State() {
        return std::string(NameOf(
            static_cast<ExceptionState>(std::stoi(Ask("SELECT state FROM statement_exceptions")))));
    }

    const core::AccountId kSuspense{core::Uuid::Random()};
    FakeLedger ledger_;
    PostAdjustments posting_{desk_, ledger_, clock_};
    core::Uuid id_;
};

TEST_F(ExceptionsTest, PostsOnceWhatTwoPeopleAgreedOn) {
    ASSERT_TRUE(Do(Act::kAssign, "one", "one"));
    ASSERT_TRUE(Do(Act::kPropose, "one"));
    EXPECT_EQ(Do(Act::kApprove, "one").error().code, core::ErrorCode::kSecondOperatorNeeded);
    EXPECT_TRUE(PostAll());
    EXPECT_TRUE(ledger_.orders.empty());
    ASSERT_TRUE(Do(Act::kApprove, "two"));
    EXPECT_TRUE(PostAll());
    EXPECT_TRUE(PostAll());
    ASSERT_EQ(ledger_.orders.size(), 1U);
    EXPECT_EQ(ledger_.orders[0].debtor, kNostro);  // the bank has more than we thought
    EXPECT_EQ(ledger_.orders[0].creditor, kSuspense);
    EXPECT_EQ(ledger_.orders[0].amount.MinorUnits(), 100);
    EXPECT_EQ(State(), "posted");
    EXPECT_EQ(Trail(), "1run 2one 4one 6two 7ledger");
    EXPECT_EQ(Run().opened, 0);  // it stays posted
    EXPECT_EQ(State(), "posted");
}

TEST_F(ExceptionsTest, PostsTheSameTransferAgainWhenTheAnswerWasLost) {
    ASSERT_TRUE(Do(Act::kPropose, "one"));
    ASSERT_TRUE(Do(Act::kApprove, "two"));
    ledger_.lose_answer = true;
    EXPECT_FALSE(PostAll());
    EXPECT_EQ(State(), "approved");
    ledger_.lose_answer = false;
    EXPECT_TRUE(PostAll());
    ASSERT_EQ(ledger_.orders.size(), 2U);
    EXPECT_EQ(ledger_.orders[0].transfer_id, ledger_.orders[1].transfer_id);
    EXPECT_EQ(State(), "posted");
}

// What is set otherwise meanwhile changes nothing: it may be posted already.
TEST_F(ExceptionsTest, PostsWithTheSuspenseAccountOfTheApproval) {
    ASSERT_TRUE(Do(Act::kPropose, "one"));
    ASSERT_TRUE(Do(Act::kApprove, "two"));
    ledger_.lose_answer = true;
    EXPECT_FALSE(PostAll());
    accounts_ = BankAccounts();
    ledger_.lose_answer = false;
    EXPECT_TRUE(PostAll());
    ASSERT_EQ(ledger_.orders.size(), 2U);
    EXPECT_EQ(ledger_.orders[1].creditor, kSuspense);
    EXPECT_EQ(State(), "posted");
}

TEST_F(ExceptionsTest, StaysApprovedAndHoldsUpNoOtherWhenTheLedgerKnowsAnotherTransfer) {
    Import(DayFile(2));
    Run();
    for (const char* day : {"2026-03-01", "2026-03-02"}) {
        id_ =
            *core::Uuid::Parse(Ask("SELECT exception_id FROM statement_exceptions WHERE "
                                   "value_day = '" +
                                   std::string(day) + "'"));
        ASSERT_TRUE(Do(Act::kPropose, "one"));
        ASSERT_TRUE(Do(Act::kApprove, "two"));
    }
    // The one that comes first.
    id_ = *core::Uuid::Parse(
        Ask("SELECT exception_id FROM statement_exceptions ORDER BY exception_id LIMIT 1"));
    ledger_.stuck = StatementException{.exception_id = id_,
                                       .account = kNostro,
                                       .exception_class = "extra",
                                       .currency = *core::Currency::Parse("EUR")}
                        .Transfer();
    EXPECT_TRUE(PostAll());
    EXPECT_EQ(Ask("SELECT state FROM statement_exceptions ORDER BY exception_id LIMIT 1"), "3");
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_exceptions WHERE state = 4"), "1");
}

// The bank tells the same movement in other bytes; the file that was posted for is discarded.
TEST_F(ExceptionsTest, PostsAMovementOnceThoughTheBankTellsItInAnotherFile) {
    ASSERT_TRUE(Do(Act::kPropose, "one"));
    ASSERT_TRUE(Do(Act::kApprove, "two"));
    ASSERT_TRUE(PostAll());
    const auto posted = id_;
    const auto file = *core::Uuid::Parse(Ask("SELECT file_id FROM statement_files"));
    ASSERT_TRUE(InTransaction(
        [&](StatementShelf& shelf) { return DiscardStatement(shelf, file, "one", "wrong"); }));
    Import(DayFile(1) + "\r\n");
    EXPECT_EQ(Run().opened, 1);
    id_ = *core::Uuid::Parse(Ask("SELECT exception_id FROM statement_exceptions WHERE state = 1"));
    const auto again = Do(Act::kPropose, "one");
    ASSERT_FALSE(again);
    EXPECT_NE(again.error().Detail().find(posted.ToString()), std::string::npos);
    const auto told_again = std::exchange(id_, posted);
    ASSERT_TRUE(Do(Act::kStand, "one", "the same movement"));
    ASSERT_TRUE(Do(Act::kApprove, "two"));
    id_ = told_again;
    EXPECT_FALSE(Do(Act::kPropose, "one"));
    EXPECT_TRUE(Do(Act::kClose, "one", "posted already"));
}

TEST_F(ExceptionsTest, TakesOverWhatALaterRunFindsUntilItIsApproved) {
    ASSERT_TRUE(Do(Act::kPropose, "one"));
    postgres::Transaction transaction(connection_.Get());
    transaction.exec("UPDATE statement_lines SET amount_minor = 700, value_day = '2026-03-02'");
    transaction.commit();
    Run();
    EXPECT_EQ(State(), "open");
    EXPECT_EQ(Ask("SELECT adjust_minor || ' ' || value_day || proposed_by FROM "
                  "statement_exceptions"),
              "700 2026-03-02");
    EXPECT_EQ(Trail(), "1run 4one 13run");
    EXPECT_FALSE(Do(Act::kApprove, "two"));
    ASSERT_TRUE(Do(Act::kPropose, "one"));
    ASSERT_TRUE(Do(Act::kApprove, "two"));
    EXPECT_TRUE(PostAll());
    ASSERT_EQ(ledger_.orders.size(), 1U);
    EXPECT_EQ(ledger_.orders[0].amount.MinorUnits(), 700);
}

TEST_F(ExceptionsTest, IsOpenAgainWhenTheLedgerRefuses) {
    ASSERT_TRUE(Do(Act::kPropose, "one"));
    ASSERT_TRUE(Do(Act::kApprove, "two"));
    ledger_.refusal = "closed";
    EXPECT_TRUE(PostAll());
    EXPECT_EQ(State(), "open");
    EXPECT_EQ(Ask("SELECT note FROM exception_steps WHERE step = 8"), "closed");
}

TEST_F(ExceptionsTest, SaysWhenLaterEvidenceExplainsWhatIsPosted) {
    ASSERT_TRUE(Do(Act::kPropose, "one"));
    ASSERT_TRUE(Do(Act::kApprove, "two"));
    ASSERT_TRUE(PostAll());
    Tell({Moved("a", 100, 1), Called("a", "REF-01")});
    Run();
    EXPECT_EQ(State(), "posted");
    EXPECT_EQ(Ask("SELECT contradicted FROM statement_exceptions"), "t");
    ExceptionQuery query{.contradicted = true};
    auto listing = desk_.List(std::move(query));
    EXPECT_EQ(async::BlockOn(runtime_.GetExecutor(), std::move(listing))->size(), 1U);
    EXPECT_EQ(*async::BlockOn(runtime_.GetExecutor(), desk_.CountContradicted()), 1);
}

TEST_F(ExceptionsTest, ListsWhateverWaitsForASecondOperator) {
    const auto listed = [&] {
        auto listing = desk_.List({.proposed = true});
        return async::BlockOn(runtime_.GetExecutor(), std::move(listing))->size();
    };
    EXPECT_EQ(listed(), 0U);
    auto one = async::BlockOn(runtime_.GetExecutor(), desk_.Get(id_))->exception;
    for (int state = 1; state <= 11; ++state) {
        postgres::Transaction transaction(connection_.Get());
        transaction.exec("UPDATE statement_exceptions SET state = " + std::to_string(state));
        transaction.commit();
        one.state = static_cast<ExceptionState>(state);
        EXPECT_EQ(listed(), one.AwaitsSecondOperator() ? 1U : 0U) << state;
    }
}

TEST_F(ExceptionsTest, TakesBackOnceWhatIsContradicted) {
    ASSERT_TRUE(Do(Act::kPropose, "one"));
    ASSERT_TRUE(Do(Act::kApprove, "two"));
    ASSERT_TRUE(PostAll());
    Tell({Moved("a", 100, 1), Called("a", "REF-01")});
    Run();
    ASSERT_TRUE(Do(Act::kPropose, "two"));
    EXPECT_EQ(Do(Act::kApprove, "two").error().code, core::ErrorCode::kSecondOperatorNeeded);
    EXPECT_TRUE(PostAll());
    EXPECT_EQ(ledger_.orders.size(), 1U);
    ASSERT_TRUE(Do(Act::kApprove, "one"));
    ledger_.lose_answer = true;
    EXPECT_FALSE(PostAll());
    ledger_.lose_answer = false;
    EXPECT_TRUE(PostAll());
    EXPECT_TRUE(PostAll());
    ASSERT_EQ(ledger_.orders.size(), 3U);
    EXPECT_EQ(ledger_.orders[1].transfer_id, ledger_.orders[2].transfer_id);
    EXPECT_NE(ledger_.orders[1].transfer_id, ledger_.orders[0].transfer_id);
    EXPECT_EQ(ledger_.orders[1].debtor, kSuspense);
    EXPECT_EQ(ledger_.orders[1].creditor, kNostro);
    EXPECT_EQ(State(), "reversed");
    EXPECT_EQ(*async::BlockOn(runtime_.GetExecutor(), desk_.CountContradicted()), 0);
    EXPECT_EQ(Run().opened, 0);
    EXPECT_EQ(State(), "reversed");
}

TEST_F(ExceptionsTest, LetsWhatIsContradictedStandUntilOtherEvidenceComes) {
    ASSERT_TRUE(Do(Act::kPropose, "one"));
    ASSERT_TRUE(Do(Act::kApprove, "two"));
    ASSERT_TRUE(PostAll());
    Tell({Moved("a", 100, 1), Called("a", "REF-01")});
    Run();
    const auto count = [&] {
        return *async::BlockOn(runtime_.GetExecutor(), desk_.CountContradicted());
    };
    ASSERT_TRUE(Do(Act::kStand, "two", "the bank paid twice"));
    EXPECT_EQ(State(), "stand_proposed");
    EXPECT_EQ(count(), 1);
    EXPECT_EQ(Do(Act::kApprove, "two").error().code, core::ErrorCode::kSecondOperatorNeeded);
    ASSERT_TRUE(Do(Act::kApprove, "one"));
    Run();
    EXPECT_TRUE(PostAll());
    EXPECT_EQ(ledger_.orders.size(), 1U);
    EXPECT_EQ(State(), "posted");
    EXPECT_EQ(count(), 0);
    EXPECT_EQ(Trail(), "1run 4one 6two 7ledger 12run 15two 16one");
    postgres::Transaction transaction(connection_.Get());
    transaction.exec("DELETE FROM statement_expectations");
    transaction.commit();
    Run();
    EXPECT_EQ(count(), 0);
    EXPECT_EQ(Trail().substr(Trail().rfind(' ')), " 17run");  // it is as it was posted
    Tell({Moved("a", 100, 1)});
    Run();
    EXPECT_EQ(count(), 1);
}

// More than are read at a time: what is stuck waits its turn, and the last one is posted.
TEST_F(ExceptionsTest, GoesPastWhatIsStuckAndTriesItAgainLater) {
    postgres::Transaction transaction(connection_.Get());
    transaction.exec(
        "INSERT INTO statement_exceptions SELECT (jsonb_populate_record(x, jsonb_build_object("
        "'exception_id', gen_random_uuid(), 'state', 3, 'proposed_by', 'one', 'approved_by', "
        "'two', "
        "'nostro_id', account_id, 'other_id', account_id))).* "
        "FROM statement_exceptions x, generate_series(1, 150)");
    transaction.commit();
    ledger_.all_stuck = true;
    EXPECT_TRUE(PostAll());
    EXPECT_EQ(ledger_.orders.size(), 150U);
    EXPECT_TRUE(PostAll());
    EXPECT_EQ(ledger_.orders.size(), 150U);  // none is due yet
    ledger_.all_stuck = false;
    ASSERT_TRUE(Do(Act::kPropose, "one"));
    ASSERT_TRUE(Do(Act::kApprove, "two"));
    EXPECT_TRUE(PostAll());
    EXPECT_EQ(ledger_.orders.size(), 151U);
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_exceptions WHERE state = 4"), "1");
}

// A bank takes a fee off, and a rate moves: matched, and the difference goes to its own account.
TEST_F(ExceptionsTest, PostsWhatAPassLetDifferToFeesAndRounding) {
    const core::AccountId fees(core::Uuid::Random());
    const core::AccountId rounding(core::Uuid::Random());
    accounts_ = BankAccounts();
    accounts_.Add("DE89370400440532013000",
                  {.nostro = kNostro, .suspense = kSuspense, .fees = fees, .rounding = rounding});
    Import(
        "account,amount,currency,value_date,reference\n"
        "DE89370400440532013000,4990.00,EUR,2026-03-02,BATCH\n"
        "DE89370400440532013000,250.04,EUR,2026-03-03,PAIR\n"
        "DE89370400440532013000,250.06,EUR,2026-03-03,PAIR\n");
    Tell({Moved("a", 250'000, 2), Called("a", "BATCH"), Moved("b", 250'000, 2),
          Called("b", "BATCH"), Moved("c", 25'000, 3), Called("c", "PAIR"), Moved("d", 25'000, 3),
          Called("d", "PAIR")});
    EXPECT_EQ(Run().opened, 2);
    const auto work = [&](const std::string& exception_class) {
        id_ =
            *core::Uuid::Parse(Ask("SELECT exception_id FROM statement_exceptions WHERE class = '" +
                                   exception_class + "'"));
        ASSERT_TRUE(Do(Act::kPropose, "one"));
        ASSERT_TRUE(Do(Act::kApprove, "two"));
        ASSERT_TRUE(PostAll());
    };
    work("fee");
    work("rounding");
    ASSERT_EQ(ledger_.orders.size(), 2U);
    EXPECT_EQ(ledger_.orders[0].debtor, fees);
    EXPECT_EQ(ledger_.orders[0].creditor, kNostro);
    EXPECT_EQ(ledger_.orders[0].amount.MinorUnits(), 1'000);
    EXPECT_EQ(ledger_.orders[1].debtor, kNostro);
    EXPECT_EQ(ledger_.orders[1].creditor, rounding);
    EXPECT_EQ(ledger_.orders[1].amount.MinorUnits(), 10);
    // What is expected and what is posted are what the bank has, to the cent.
    EXPECT_EQ(
        Ask("SELECT (SELECT sum(amount_minor) FROM statement_lines WHERE match_id IS NOT NULL) "
            "- (SELECT sum(amount_minor) FROM statement_expectations)"),
        "-990");
    EXPECT_EQ(Run().opened, 0);
}

TEST_F(ExceptionsTest, HealsByLaterEvidenceAndOpensAgainWithoutIt) {
    ASSERT_TRUE(Do(Act::kPropose, "one"));
    Tell({Moved("a", 100, 1), Called("a", "REF-01")});
    EXPECT_EQ(Run().healed, 1);
    EXPECT_EQ(State(), "healed");
    EXPECT_FALSE(Do(Act::kApprove, "two"));
    postgres::Transaction transaction(connection_.Get());
    transaction.exec("DELETE FROM statement_expectations");
    transaction.commit();
    Run();
    EXPECT_EQ(State(), "open");
}

TEST_F(ExceptionsTest, KeepsItsTrailForEverAndTellsEachStepAsAFact) {
    ASSERT_TRUE(Do(Act::kNote, "one", "asked the bank"));
    ASSERT_TRUE(Do(Act::kClose, "one", "the bank's mistake"));
    EXPECT_THROW(Ask("DELETE FROM exception_steps RETURNING step"), std::exception);
    EXPECT_THROW(Ask("UPDATE exception_steps SET note = '' RETURNING step"), std::exception);
    EXPECT_THROW(Ask("DELETE FROM statement_exceptions RETURNING state"), std::exception);
    for (const std::string state : {"2", "3", "8"})
        EXPECT_THROW(Ask("UPDATE statement_exceptions SET proposed_by = 'a', approved_by = 'a', "
                         "state = '" +
                         state + "' RETURNING state"),
                     std::exception);
    postgres::Transaction transaction(connection_.Get());
    const std::vector<core::Uuid> streams{id_};
    const auto facts = events::LoadStreams(transaction, streams);
    ASSERT_EQ(facts.size(), 3U);
    EXPECT_EQ(facts[2].summary, "statement exception closed");
    EXPECT_EQ(events::FirstBrokenLink(facts), 0);
}

}  // namespace
}  // namespace clearway::reconciliation
