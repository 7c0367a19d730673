// SPDX-License-Identifier: Apache-2.0
// What is old is settled for good and loaded no more, and a run comes to the same; what comes late
// takes that back.
#include <algorithm>

#include "services/reconciliation/store/statements/run_fixture.h"

namespace clearway::reconciliation {
namespace {

using Told = std::multiset<std::string>;

class CheckpointTest : public RunTest {
protected:
    // Tables have no place among others: any may come late.
    static std::string Table(const std::string& day, const std::string& reference,
                             const std::string& amount = "1.00") {
        return "account,amount,currency,value_date,end_to_end_id\nDE89370400440532013000," +
               amount + ",EUR," + day + "," + reference + "\n";
    }
    static StatementNews MovedOn(const std::string& name, const std::string& day,
                                 std::int64_t minor = 100) {
        auto news = std::get<ExpectedOnStatement>(Moved(name, minor, 1));
        news.moved_at = *core::ParseRfc3339(day + "T09:00:00Z");
        return news;
    }
    // One that is matched, one that is not on both sides, and one of today.
    void ImportOldAndNew() {
        Import(Table("2026-01-10", "OLD-01"));
        Import(Table("2026-01-11", "OLD-02"));
        Import(Table("2026-06-01", "NEW-01"));
        Tell({MovedOn("old", "2026-01-10"), Called("old", "OLD-01"),
              MovedOn("open", "2026-01-20", 900), MovedOn("new", "2026-06-01"),
              Called("new", "NEW-01")});
    }
    RunSum RunAgain() { return Run(settling_); }
    void Do(const std::string& sql) {
        postgres::Transaction transaction(connection_.Get());
        transaction.exec(sql);
        transaction.commit();
    }
    std::string Settled(const std::string& table) {
        return Ask("SELECT count(*) FROM " + table + " WHERE settled");
    }

    StatementAges ages_{.settle = std::chrono::days(90), .keep = std::chrono::days(0)};
    StoredRunDesk settling_{writer_, rules_, ages_};
};

TEST_F(CheckpointTest, LoadsOnlyTheRestAndComesToTheSame) {
    ImportOldAndNew();
    const auto whole = RunAgain();
    EXPECT_EQ(whole.lines, 3);
    EXPECT_EQ(whole.lines_matched, 2);
    const auto found = Found();
    EXPECT_EQ(Settled("statement_lines"), "2");
    EXPECT_EQ(Settled("statement_expectations"), "2");
    EXPECT_EQ(Settled("statement_exceptions"), "2");
    const auto rest = RunAgain();
    EXPECT_EQ(rest.lines, 1);
    EXPECT_EQ(rest.lines_matched, 1);
    EXPECT_EQ(rest.expectations, 1);
    EXPECT_EQ(rest.opened + rest.healed, 0);
    EXPECT_EQ(Found(), found);
    EXPECT_EQ(Exceptions(), (Told{"extra open", "missing open"}));  // people go on with them
}

TEST_F(CheckpointTest, ALateFileOfAnOldDayIsMatchedAsIfItHadBeenThere) {
    ImportOldAndNew();
    RunAgain();
    Import(Table("2026-01-20", "LATE", "9.00"));
    const auto late = RunAgain();
    EXPECT_EQ(late.lines, 4);
    EXPECT_EQ(late.lines_matched, 3);
    EXPECT_EQ(late.healed, 1);
    EXPECT_EQ(Exceptions(), (Told{"extra open", "missing healed"}));
    EXPECT_EQ(RunAgain().lines, 1);
}

TEST_F(CheckpointTest, ALateFactOfTheLedgerToo) {
    ImportOldAndNew();
    RunAgain();
    Tell({MovedOn("late", "2026-01-11"), Called("late", "OLD-02")});
    EXPECT_EQ(RunAgain().healed, 1);
    EXPECT_EQ(Exceptions(), (Told{"extra healed", "missing open"}));
    EXPECT_EQ(RunAgain().lines, 1);
}

TEST_F(CheckpointTest, AnOldFileThatIsDiscardedOpensWhatItExplained) {
    ImportOldAndNew();
    RunAgain();
    const auto file = *core::Uuid::Parse(
        Ask("SELECT file_id FROM statement_lines WHERE end_to_end_id = 'OLD-01'"));
    ASSERT_TRUE(InTransaction(
        [&](StatementShelf& shelf) { return DiscardStatement(shelf, file, "one", "wrong"); }));
    EXPECT_EQ(RunAgain().lines_matched, 1);
    EXPECT_EQ(Exceptions(), (Told{"extra open", "missing open", "missing open"}));
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_matches"), "1");
}

// Which of two the line is cannot be said, and still cannot when one of them is settled.
TEST_F(CheckpointTest, NeighboursOfWhatIsOpenAreStillSeen) {
    Tell({MovedOn("first", "2026-03-03"), MovedOn("second", "2026-03-04")});
    Import(Table("2026-03-04", ""));
    Import(Table("2026-06-01", "NEW-01", "7.00"));
    RunAgain();
    EXPECT_EQ(Settled("statement_expectations"), "1");
    const auto found = Found();
    const auto again = RunAgain();
    EXPECT_EQ(again.lines, 2);
    EXPECT_EQ(again.opened + again.healed, 0);
    EXPECT_EQ(Found(), found);
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_matches"), "0");
}

TEST_F(CheckpointTest, ADoubleOfWhatIsOldKeepsItsClass) {
    Import(Table("2026-03-03", "TWICE"));
    Import(Table("2026-03-04", "TWICE"));
    Tell({MovedOn("once", "2026-03-03"), Called("once", "TWICE")});
    Import(Table("2026-06-01", "NEW-01", "7.00"));
    RunAgain();
    EXPECT_EQ(Exceptions(), (Told{"duplicate open", "extra open"}));
    const auto found = Found();
    EXPECT_EQ(RunAgain().opened, 0);
    EXPECT_EQ(Found(), found);
}

TEST_F(CheckpointTest, LetsGoOfWhatIsOlderButForWhatIsOpen) {
    ages_.keep = std::chrono::days(120);
    StoredRunDesk forgetting(writer_, rules_, ages_);
    ImportOldAndNew();
    Run(forgetting);
    EXPECT_EQ(Ask("SELECT string_agg(end_to_end_id, ' ' ORDER BY value_day) FROM statement_lines"),
              "OLD-02 NEW-01");
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_expectations"), "2");
    EXPECT_EQ(Ask("SELECT count(*) FROM payment_references"), "1");
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_matches"), "1");
    EXPECT_EQ(Run(forgetting).lines, 1);
    const auto gone = Import(Table("2026-01-10", "OLD-01") + "\n");
    EXPECT_EQ(gone.file.State(), FileState::kQuarantined);
    ASSERT_EQ(gone.file.Reasons().size(), 1U);
    EXPECT_NE(gone.file.Reasons()[0].find("or borders on one: up to 2026-03-03"), std::string::npos)
        << gone.file.Reasons()[0];
    // No lift would show it what it belongs to.
    EXPECT_EQ(Import(Table("2026-03-03", "BORDER")).file.State(), FileState::kQuarantined);
    EXPECT_EQ(Import(Table("2026-03-04", "BEHIND")).file.State(), FileState::kAccepted);
}

TEST_F(CheckpointTest, KeepsWhatIsReversedOrContradictedAndTheMatchOfAFee) {
    ImportOldAndNew();
    Run();
    Do("UPDATE statement_exceptions SET state = 4, contradicted = true WHERE class = 'extra'");
    Do("UPDATE statement_exceptions x SET class = 'fee', state = 7, line_id = l.line_id, "
       "expectation_id = e.expectation_id "
       "FROM statement_lines l JOIN statement_expectations e USING (match_id) "
       "WHERE x.class = 'missing' AND l.end_to_end_id = 'OLD-01'");
    ages_.keep = std::chrono::days(120);
    StoredRunDesk forgetting(writer_, rules_, ages_);
    Run(forgetting);
    EXPECT_EQ(Ask("SELECT string_agg(end_to_end_id, ' ' ORDER BY value_day) FROM statement_lines"),
              "OLD-01 OLD-02 NEW-01");
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_matches"), "2");
}

TEST_F(CheckpointTest, AFileOfWhichSomethingIsGoneIsNotReadAnew) {
    const auto table =
        Table("2026-01-10", "OLD-01") + "NL91ABNA0417164300,1.00,EUR,2026-01-10,NOT-OURS\n";
    EXPECT_EQ(Import(table).file.State(), FileState::kQuarantined);
    ImportOldAndNew();
    ages_.keep = std::chrono::days(120);
    StoredRunDesk forgetting(writer_, rules_, ages_);
    Run(forgetting);
    EXPECT_TRUE(Import(table).known);
}

// Nothing is gone of it, and it borders on days that are.
TEST_F(CheckpointTest, AMatchThatIsSettledKeepsTheLinesOfAFileThatComesAgain) {
    ImportOldAndNew();
    ages_.keep = std::chrono::days(160);
    StoredRunDesk forgetting(writer_, rules_, ages_);
    Run(forgetting);
    const auto file = *core::Uuid::Parse(
        Ask("SELECT file_id FROM statement_lines WHERE end_to_end_id = 'OLD-01'"));
    ASSERT_TRUE(InTransaction(
        [&](StatementShelf& shelf) { return DiscardStatement(shelf, file, "one", "wrong"); }));
    EXPECT_EQ(Import(Table("2026-01-10", "OLD-01")).file.State(), FileState::kQuarantined);
    Run(forgetting);
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_lines JOIN statement_matches USING (match_id) "
                  "WHERE end_to_end_id = 'OLD-01'"),
              "1");
}

// Days up to 2025-12-23 are gone, so that a lift goes back to 2026-02-23: between the two of a
// pair.
TEST_F(CheckpointTest, ALiftMovesThePairOfADifferenceWhole) {
    ages_.keep = std::chrono::days(160);
    StoredRunDesk forgetting(writer_, rules_, ages_);
    Import(Table("2026-02-24", "LINE-LATER", "9.00"));
    Import(Table("2026-02-22", "LINE-BEFORE", "9.00"));
    Import(Table("2026-02-24", "TWICE"));
    Import(Table("2026-02-22", "TWICE"));
    Import(Table("2026-06-01", "NEW-01", "7.00"));
    Tell({MovedOn("a", "2026-02-22", 500), Called("a", "LINE-LATER"),
          MovedOn("b", "2026-02-24", 500), Called("b", "LINE-BEFORE"), MovedOn("c", "2026-02-24"),
          Called("c", "TWICE")});
    Run(forgetting);
    const Told differences{"duplicate open", "extra open", "wrong_amount open",
                           "wrong_amount open"};
    EXPECT_EQ(Exceptions(), differences);
    EXPECT_EQ(Settled("statement_exceptions"), "3");
    const auto found = Found();
    Import(Table("2026-02-25", ""));
    EXPECT_EQ(Settled("statement_exceptions"), "0");
    EXPECT_EQ(Settled("statement_lines"), "0");
    EXPECT_EQ(Settled("statement_expectations"), "0");
    const auto lifted = Run(forgetting);
    EXPECT_EQ(lifted.opened, 1);  // the late one
    EXPECT_EQ(lifted.healed, 0);
    EXPECT_TRUE(std::ranges::includes(Found(), found));
}

// Of two that are held together the older one stays as long as the other one does.
TEST_F(CheckpointTest, LetsGoOfThePairOfADifferenceWhole) {
    Import(Table("2025-12-26", "PAIR", "9.00"));
    Import(Table("2025-12-21", "TWICE"));
    Import(Table("2025-12-26", "TWICE"));
    Import(Table("2026-06-01", "NEW-01", "7.00"));
    Tell({MovedOn("a", "2025-12-21", 500), Called("a", "PAIR"), MovedOn("b", "2025-12-21"),
          Called("b", "TWICE")});
    Run();
    Do("UPDATE statement_exceptions SET state = 4 WHERE class <> 'extra'");
    const auto kept = [&] {
        return Ask(
            "SELECT (SELECT count(*) FROM statement_lines) || ' ' || "
            "(SELECT count(*) FROM statement_expectations) || ' ' || "
            "(SELECT count(*) FROM statement_matches)");
    };
    ages_.keep = std::chrono::days(160);
    StoredRunDesk forgetting(writer_, rules_, ages_);
    Run(forgetting);
    EXPECT_EQ(kept(), "4 2 1");
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_exceptions WHERE contradicted"), "0");
    ages_.settle = std::chrono::days(85);
    ages_.keep = std::chrono::days(150);
    StoredRunDesk later(writer_, rules_, ages_);
    Run(later);
    EXPECT_EQ(kept(), "1 0 0");
}

TEST_F(CheckpointTest, WhatWaitsIsNotSettled) {
    Import(DayFile(1));
    ASSERT_TRUE(Import(DayFile(3)).file.Waits());
    Import(Table("2026-06-01", "NEW-01", "7.00"));
    StatementAges ages{.settle = std::chrono::days(70), .keep = std::chrono::days(80)};
    StoredRunDesk forgetting(writer_, rules_, ages);
    Run(forgetting);
    EXPECT_EQ(Ask("SELECT string_agg(instruction_id || settled, ' ' ORDER BY value_day) FROM "
                  "statement_lines WHERE value_day < '2026-04-01'"),
              "REF-01true REF-03false");
}

TEST_F(CheckpointTest, WhatWaitedTooLongIsNotReleased) {
    Import(DayFile(1));
    const auto waits = Import(DayFile(3)).file;
    ASSERT_TRUE(waits.Waits());
    Import(Table("2026-06-01", "NEW-01"));
    ages_.keep = std::chrono::days(120);
    StoredRunDesk forgetting(writer_, rules_, ages_);
    Run(forgetting);
    const auto released = InTransaction([&](StatementShelf& shelf) {
        return ReleaseStatement(shelf, waits.file_id, "one", "it never came");
    });
    ASSERT_FALSE(released);
    EXPECT_EQ(released.error().code, core::ErrorCode::kReleaseStateConflict);
    EXPECT_NE(released.error().Detail().find("up to 2026-03-03"), std::string::npos);
}

// Its other side is behind the checkpoint, though it is not.
TEST_F(CheckpointTest, ALateLineRightAfterTheCheckpointIsMatchedToo) {
    Tell({MovedOn("before", "2026-03-03"), Called("before", "LATE")});
    Import(Table("2026-06-01", "NEW-01", "7.00"));
    RunAgain();
    EXPECT_EQ(Settled("statement_expectations"), "1");
    Import(Table("2026-03-04", "LATE"));
    RunAgain();
    EXPECT_EQ(Exceptions(), (Told{"extra open", "missing healed"}));
}

TEST_F(CheckpointTest, ALateFactRightAfterTheCheckpointToo) {
    Import(Table("2026-03-03", "LATE"));
    Import(Table("2026-06-01", "NEW-01", "7.00"));
    RunAgain();
    EXPECT_EQ(Settled("statement_lines"), "1");
    Tell({MovedOn("behind", "2026-03-04"), Called("behind", "LATE")});
    RunAgain();
    EXPECT_EQ(Exceptions(), (Told{"extra healed", "extra open"}));
}

TEST_F(CheckpointTest, ADryRunSaysWhatARunWouldAndTakesNothingBack) {
    ImportOldAndNew();
    RunAgain();
    Tell({MovedOn("late", "2026-01-11"), Called("late", "OLD-02")});
    EXPECT_EQ(Run(settling_, true).healed, 1);
    EXPECT_EQ(Settled("statement_lines"), "2");
    EXPECT_EQ(RunAgain().healed, 1);
}

TEST_F(CheckpointTest, ADayThatHasNotComeIsPutAsideUntilItHas) {
    const auto table = Table("2126-01-10", "FAR");
    const auto far = Import(table);
    EXPECT_EQ(far.file.State(), FileState::kQuarantined);
    ASSERT_EQ(far.file.Reasons().size(), 1U);
    EXPECT_NE(far.file.Reasons()[0].find("has not come: 2126-01-10"), std::string::npos);
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_lines"), "0");
    EXPECT_EQ(Import(Table("2026-06-21", "EAST")).file.State(), FileState::kAccepted);
    EXPECT_EQ(Import(Table("2026-06-22", "SOON")).file.State(), FileState::kQuarantined);
}

// One that was let in by a clock that was wrong.
TEST_F(CheckpointTest, NoStatementSettlesBeyondToday) {
    Tell({MovedOn("new", "2026-06-01"), Called("new", "NEW-01")});
    Import(Table("2026-06-01", "NEW-01"));
    ages_.keep = std::chrono::days(120);
    StoredRunDesk forgetting(writer_, rules_, ages_);
    clock_.Set(*core::ParseRfc3339("2026-03-01T12:00:00Z"));
    Run(forgetting);
    EXPECT_EQ(Settled("statement_lines"), "0");
    EXPECT_EQ(Ask("SELECT settled_to || ' ' || forgotten_to FROM statement_checkpoints"),
              "2025-12-01 2025-11-01");
}

}  // namespace
}  // namespace clearway::reconciliation
