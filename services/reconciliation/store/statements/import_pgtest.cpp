// SPDX-License-Identifier: Apache-2.0
// Files of statements are taken in, whatever the order in which they come.
#include <algorithm>

#include "services/reconciliation/store/statements/statements_fixture.h"

namespace clearway::reconciliation {
namespace {

using Told = std::map<std::string, std::string>;

TEST_F(StatementsTest, TakesAFileInOnceAndKnowsItAgain) {
    const auto first = Import(DayFile(1));
    EXPECT_EQ(first.file.State(), FileState::kAccepted);
    EXPECT_EQ(first.file.lines, 1);
    EXPECT_FALSE(first.known);
    const auto again = Import(DayFile(1));
    EXPECT_TRUE(again.known);
    EXPECT_EQ(again.file.file_id, first.file.file_id);
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_lines"), "1");
    EXPECT_EQ(Ask("SELECT received_by || version FROM statement_files"), "test1");
}

TEST_F(StatementsTest, ComesToTheSameInWhateverOrderDaysCome) {
    std::vector<int> days{1, 2, 4, 5};
    std::optional<Told> told;
    do {
        for (const int day : days) Import(DayFile(day));
        const auto states = States();
        if (!told) told = states;
        EXPECT_EQ(states, *told) << days[0] << days[1] << days[2] << days[3];
        postgres::Transaction transaction(connection_.Get());
        transaction.exec(
            "DELETE FROM statement_lines; DELETE FROM statements;"
            "DELETE FROM statement_files");
        transaction.commit();
    } while (std::ranges::next_permutation(days).found);
    EXPECT_EQ(*told, (Told{{"REF-01", "counts"},
                           {"REF-02", "counts"},
                           {"REF-04", "put aside"},
                           {"REF-05", "put aside"}}));
}

TEST_F(StatementsTest, ReleasesWhatWaitsOnceTheGapIsFilled) {
    Import(DayFile(1));
    const auto late = Import(DayFile(3));
    EXPECT_EQ(late.file.State(), FileState::kQuarantined);
    EXPECT_TRUE(late.file.Waits());
    const auto filled = Import(DayFile(2));
    ASSERT_EQ(filled.moved.size(), 1U);
    EXPECT_EQ(filled.moved[0].file_id, late.file.file_id);
    EXPECT_EQ(filled.moved[0].State(), FileState::kAccepted);
    EXPECT_EQ(States().at("REF-03"), "counts");
}

TEST_F(StatementsTest, KeepsAFileOfAnothersAccountApartUntilItIsOurs) {
    const auto foreign = Import(DayFile(1), BankAccounts());
    EXPECT_EQ(foreign.file.State(), FileState::kQuarantined);
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_lines"), "0");
    const auto ours = Import(DayFile(1));
    EXPECT_FALSE(ours.known);
    EXPECT_EQ(ours.file.State(), FileState::kAccepted);
    EXPECT_EQ(ours.file.version, 2);
    EXPECT_EQ(States(), (Told{{"REF-01", "counts"}}));
}

TEST_F(StatementsTest, LetsNoBadFileHarmOthersAndTakesTheBetterOne) {
    Import(DayFile(1));
    const auto bad = Import(DayFile(2, "9,00"));  // does not come to its closing balance
    EXPECT_EQ(bad.file.State(), FileState::kQuarantined);
    EXPECT_FALSE(bad.file.Waits());
    EXPECT_EQ(Import(DayFile(3)).file.State(), FileState::kAccepted);
    const auto better = Import(DayFile(2));
    EXPECT_EQ(better.file.State(), FileState::kAccepted) << better.file.Reasons().size();
    EXPECT_TRUE(better.moved.empty());
    EXPECT_EQ(Import("no statement at all").file.State(), FileState::kQuarantined);
    EXPECT_EQ(Import(std::string("a\0b", 3)).file.Reasons().front(), "holds a NUL byte");
    EXPECT_EQ(States(), (Told{{"REF-01", "counts"}, {"REF-02", "counts"}, {"REF-03", "counts"}}));
}

TEST_F(StatementsTest, TakesAStatementOnceThoughAnotherFileHoldsIt) {
    const auto first = Import(DayFile(1)).file.file_id;
    const auto other = Import(DayFile(1) + "\r\n").file.file_id;
    EXPECT_NE(first, other);
    EXPECT_EQ(Ask("SELECT count(*) FROM statements WHERE used"), "1");
    EXPECT_EQ(Ask("SELECT count(*) FROM statements WHERE aside <> '' AND NOT waits"), "1");
    const auto counts = *core::Uuid::Parse(Ask("SELECT file_id FROM statements WHERE used"));
    ASSERT_TRUE(InTransaction(
        [&](StatementShelf& shelf) { return DiscardStatement(shelf, counts, "one", "wrong"); }));
    // Then the other one counts.
    EXPECT_EQ(Ask("SELECT file_id FROM statements WHERE used"),
              (counts == first ? other : first).ToString());
}

TEST_F(StatementsTest, PutsAsideAStatementAndTakesTheOthersOfItsFile) {
    const auto mixed = Import(DayFile(1) + DayFile(2, "9,00") + DayFile(3));
    EXPECT_EQ(mixed.file.State(), FileState::kQuarantined);
    EXPECT_EQ(mixed.file.lines, 2);
    EXPECT_EQ(Ask("SELECT string_agg(place::text, ',' ORDER BY place) FROM statements WHERE used"),
              "0,2");
}

TEST_F(StatementsTest, ReleasesOnceThoughTheFileComesAgain) {
    const auto bytes = DayFile(3) + DayFile(4, "9,00");
    Import(DayFile(1));
    const auto file = Import(bytes).file.file_id;
    ASSERT_TRUE(InTransaction(
        [&](StatementShelf& shelf) { return ReleaseStatement(shelf, file, "one", "lost"); }));
    EXPECT_EQ(States().at("REF-03"), "counts");
    const auto again = Import(bytes);  // judged again for the other statement's fault
    EXPECT_FALSE(again.known);
    EXPECT_EQ(States().at("REF-03"), "counts");
    EXPECT_EQ(Ask("SELECT decided_by || reason FROM statement_files WHERE lines = 1 AND "
                  "decided_by <> ''"),
              "onelost");
    ASSERT_TRUE(InTransaction(
        [&](StatementShelf& shelf) { return DiscardStatement(shelf, file, "one", "wrong"); }));
    EXPECT_TRUE(Import(bytes).file.Waits());  // a discarded one begins anew
}

TEST_F(StatementsTest, KeepsNoAccountNumberThatStandsWhereAReferenceShould) {
    Import(
        "account,amount,currency,value_date,end_to_end_id,reference\n"
        "DE89370400440532013000,1.00,EUR,2026-03-01,NL91ABNA0417164300,INV-2026-17\n");
    EXPECT_EQ(Ask("SELECT end_to_end_id || '|' || reference FROM statement_lines"), "|INV-2026-17");
}

// The letters of the file in two bytes each, after the mark that says so.
TEST_F(StatementsTest, TakesXmlInUtf16AsMatchDoes) {
    std::string utf16 = "\xFF\xFE";
    for (const char c : std::string("<?xml version=\"1.0\" encoding=\"UTF-16\"?><Document/>"))
        utf16 += {c, '\0'};
    const auto reasons = Import(utf16).file.Reasons();
    ASSERT_FALSE(reasons.empty());
    EXPECT_NE(reasons.front(), "holds a NUL byte");
}

TEST_F(StatementsTest, KeepsNothingOfADryRun) {
    const auto judged = Import(DayFile(1), OurAccounts(), true);
    EXPECT_EQ(judged.file.State(), FileState::kAccepted);
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_files"), "0");
}

TEST_F(StatementsTest, OperatorsReleaseWhatWaitsAndDiscardWhatIsWrong) {
    const auto release = [&](const core::Uuid& id) {
        return InTransaction(
            [&](StatementShelf& shelf) { return ReleaseStatement(shelf, id, "one", "lost"); });
    };
    const auto discard = [&](const core::Uuid& id) {
        return InTransaction(
            [&](StatementShelf& shelf) { return DiscardStatement(shelf, id, "one", "wrong"); });
    };
    const auto first = Import(DayFile(1)).file.file_id;
    const auto third = Import(DayFile(3)).file.file_id;
    Import(DayFile(4));
    EXPECT_EQ(release(first).error().code, core::ErrorCode::kReleaseStateConflict);
    EXPECT_EQ(release(core::Uuid()).error().code, core::ErrorCode::kNotFound);
    const auto released = release(third);
    ASSERT_TRUE(released);
    EXPECT_EQ(released->size(), 2U);  // and what waited behind it
    EXPECT_EQ(States().at("REF-04"), "counts");
    ASSERT_TRUE(release(third));  // again: nothing changes
    EXPECT_EQ(Ask("SELECT max(version) FROM statement_files"), "2");

    ASSERT_TRUE(discard(third));
    EXPECT_EQ(States(),
              (Told{{"REF-01", "counts"}, {"REF-03", "put aside"}, {"REF-04", "put aside"}}));
    EXPECT_EQ(release(third).error().code, core::ErrorCode::kReleaseStateConflict);
    EXPECT_EQ(Import(DayFile(3)).file.State(), FileState::kQuarantined);  // judged again
}

}  // namespace
}  // namespace clearway::reconciliation
