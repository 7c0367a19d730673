// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/offline/match_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <set>
#include <sstream>

#include "services/reconciliation/offline/planted_files.h"
#include "services/reconciliation/statements/csv_rows.h"
#include "services/reconciliation/statements/statement_test_support.h"

namespace clearway::reconciliation {
namespace {

using statements::OneLineMt940;
using statements::TestFolder;
using ::testing::HasSubstr;

struct Ran {
    int code = 0;
    std::string out;
    std::string faults;
};

Ran RunWords(const std::vector<std::string>& words) {
    std::ostringstream out;
    std::ostringstream faults;
    const auto code = RunMatch(words, out, faults);
    return {code, out.str(), faults.str()};
}

class MatchCommandTest : public ::testing::Test {
protected:
    Ran Match(std::vector<std::string> files, const std::string& expectations,
              std::vector<std::string> more = {}) {
        std::vector<std::string> words{"--statements"};
        words.insert(words.end(), files.begin(), files.end());
        words.insert(words.end(),
                     {"--expectations", expectations, "--out", folder.Path("out.csv")});
        words.insert(words.end(), more.begin(), more.end());
        return RunWords(words);
    }

    TestFolder folder;
};

constexpr auto kExpectations =
    "id,account,amount,currency,value_date,end_to_end_id\n"
    "E1,DE89370400440532013000,5.00,EUR,2026-03-01,INV-1\n"
    "E2,DE89370400440532013000,-7.50,EUR,2026-02-25,INV-2\n"
    "E3,DE89370400440532013000,9.00,EUR,2026-03-09,INV-3\n";

TEST_F(MatchCommandTest, WritesARowForEachMatchAndException) {
    const auto ran = Match({folder.Write("m.sta", OneLineMt940(1, "100,00", "5,", "105,00"))},
                           folder.Write("e.csv", kExpectations));
    EXPECT_EQ(ran.code, 0) << ran.faults;
    EXPECT_THAT(ran.out, HasSubstr("matched: 1 lines, 1 expectations (exact_reference 1)"));
    const auto out = folder.Read("out.csv");
    EXPECT_THAT(out, HasSubstr("match,exact_reference,,1:1,DE89370400440532013000,EUR,E1,"
                               "STARTUMS:1,B1,INV-1,m.sta,5.00,EUR,5.00,0.00,2026-03-01,"
                               "2026-03-01,0,,,,,,"));
    EXPECT_THAT(out, HasSubstr("exception,,missing,,DE89370400440532013000,EUR,E2,,,,,-7.50,EUR,,,"
                               "2026-02-25,,,4,nostro,suspense,7.50,EUR,\"debit nostro, credit "
                               "suspense 7.50 EUR\""));
    EXPECT_THAT(out, HasSubstr("not_due,,,,DE89370400440532013000,EUR,E3"));
}

TEST_F(MatchCommandTest, EachLineHasANameOfItsOwn) {
    const std::vector files{
        folder.Write("a.sta", OneLineMt940(1, "100,00", "5,", "105,00", "260301", "X")),
        folder.Write("b.sta", OneLineMt940(2, "105,00", "5,", "110,00", "260302", "Y"))};
    for (const auto& order : {files, std::vector{files[1], files[0]}}) {
        Match(order, folder.Write("e.csv", kExpectations));
        const auto rows = folder.Read("out.csv");
        EXPECT_THAT(rows, HasSubstr("STARTUMS:1,B1,X,a.sta"));
        EXPECT_THAT(rows, HasSubstr("STARTUMS#2:1,B2,Y,b.sta"));
    }
}

TEST_F(MatchCommandTest, WritesJsonLinesAndAJsonSummary) {
    const auto ran =
        RunWords({"--statements", folder.Write("m.sta", OneLineMt940(1, "100,00", "5,", "105,00")),
                  "--expectations", folder.Write("e.csv", kExpectations), "--out",
                  folder.Path("out.jsonl"), "--json", "--as-of", "2026-03-10"});
    EXPECT_EQ(ran.code, 0) << ran.faults;
    const auto summary = boost::json::parse(ran.out);
    EXPECT_EQ(summary.at("exceptions").at("missing").as_int64(), 2);
    EXPECT_EQ(summary.at("files").at(0).at("format").as_string(), "mt940");
    std::istringstream rows(folder.Read("out.jsonl"));
    std::string row;
    std::getline(rows, row);
    EXPECT_EQ(boost::json::parse(row).at("line_ids").at(0).as_string(), "B1");
}

TEST_F(MatchCommandTest, WritesAnArrayOfJson) {
    const auto ran = RunWords(
        {"--statements", folder.Write("m.sta", OneLineMt940(1, "100,00", "5,", "105,00")),
         "--expectations", folder.Write("e.csv", kExpectations), "--out", folder.Path("out.json")});
    EXPECT_EQ(ran.code, 0) << ran.faults;
    EXPECT_EQ(boost::json::parse(folder.Read("out.json")).as_array().size(), 3U);
}

TEST_F(MatchCommandTest, ReadsTablesInTheFormThatTheyHave) {
    const auto ran = Match({folder.Write("m.csv",
                                         "Konto;Valuta;Soll;Haben;Text;IBAN\n"
                                         ";02.03.2026;;1.005,50;Rechnung INV-1;DE11\n"
                                         ";02.03.2026;0,00;0,00;nichts;DE11\n")},
                           folder.Write("e.csv",
                                        "id;account;amount;currency;value_date;invoice\n"
                                        "E1;DE11;1005,50;EUR;02.03.2026;INV-1\n"
                                        "E2;DE11;0,00;EUR;02.03.2026;INV-2\n"));
    EXPECT_EQ(ran.code, 0) << ran.faults;
    EXPECT_THAT(ran.out, HasSubstr("matched: 1 lines, 1 expectations"));
    for (const auto* note :
         {"expectations: amounts are read with a decimal comma",
          "expectations: line 3: expects nothing", "m.csv: no currency is named: EUR is taken",
          "m.csv: dates are read as DD.MM.YYYY", "m.csv: line 3: is of nothing and left out"})
        EXPECT_THAT(ran.faults, HasSubstr(note));
}

TEST_F(MatchCommandTest, NamesAreComparedByTheirWords) {
    const auto ran = Match({folder.Write("m.csv",
                                         "account,currency,amount,value_date,counterparty_name\n"
                                         "DE11,EUR,12.34,2026-03-02,\"MUSTERMANN, MAX\"\n"
                                         "DE11,EUR,56.78,2026-03-02,Acme GmbH & Co. KG\n"
                                         "DE11,EUR,90.12,2026-03-02,Zanetti Foods\n")},
                           folder.Write("e.csv",
                                        "id,account,currency,amount,value_date,counterparty_name\n"
                                        "E1,DE11,EUR,12.34,2026-03-02,Max Mustermann\n"
                                        "E2,DE11,EUR,56.78,2026-03-02,Acme\n"
                                        "E3,DE11,EUR,90.12,2026-03-02,Huber Bau\n"));
    EXPECT_THAT(ran.out, HasSubstr("matched: 2 lines, 2 expectations"));
    EXPECT_THAT(folder.Read("out.csv"), HasSubstr("missing,,DE11,EUR,E3"));
}

TEST_F(MatchCommandTest, PutsABadFileAsideAndMatchesTheOthers) {
    const auto ran =
        Match({folder.Write("m.sta", OneLineMt940(1, "100,00", "5,", "105,00")),
               folder.Write("bad.sta", ":20:X\n:25:A\n:60F:C260301EUR0,\n:61:nonsense\n")},
              folder.Write("e.csv", kExpectations));
    EXPECT_EQ(ran.code, 3);
    EXPECT_THAT(ran.faults, HasSubstr("put aside: bad.sta: statement X: line 4: :61:"));
    EXPECT_THAT(ran.out, HasSubstr("matched: 1 lines"));
}

TEST_F(MatchCommandTest, WhatIsOfADayWhoseStatementIsPutAsideIsNotMissing) {
    const auto ran =
        Match({folder.Write("a.sta", OneLineMt940(1, "100,00", "5,", "105,00", "260301", "X")),
               folder.Write("b.sta", OneLineMt940(2, "105,00", "5,", "111,00", "260302", "Y")),
               folder.Write("c.sta", OneLineMt940(3, "111,00", "5,", "116,00", "260303", "Z"))},
              folder.Write("e.csv",
                           "id,account,amount,currency,value_date,end_to_end_id\n"
                           "E1,DE89370400440532013000,4.00,EUR,2026-03-01,INV-7\n"
                           "E2,DE89370400440532013000,5.00,EUR,2026-03-02,INV-8\n"
                           "E3,DE89370400440532013000,6.00,EUR,2026-03-03,INV-9\n"));
    EXPECT_EQ(ran.code, 3) << ran.faults;
    const auto out = folder.Read("out.csv");
    EXPECT_THAT(out, HasSubstr("missing,,DE89370400440532013000,EUR,E1"));
    EXPECT_THAT(out, HasSubstr("not_due,,,,DE89370400440532013000,EUR,E2"));
    EXPECT_THAT(out, HasSubstr("missing,,DE89370400440532013000,EUR,E3"));
}

TEST_F(MatchCommandTest, WhatWaitsForAStatementThatIsPutAsideIsNotMissing) {
    const auto bad = folder.Write("bad.sta", OneLineMt940(1, "100,00", "5,", "999,00"));
    const auto ran = Match({bad}, folder.Write("e.csv", kExpectations));
    EXPECT_EQ(ran.code, 3);
    EXPECT_THAT(ran.out, HasSubstr("exceptions: 0 (none)\nnot due yet: 3"));
    EXPECT_THAT(Match({bad}, folder.Path("e.csv"), {"--as-of", "2026-03-10"}).out,
                HasSubstr("missing 3"));
}

TEST_F(MatchCommandTest, ExpectationsWithAFaultAreRefusedByLineAndColumn) {
    const auto statement = folder.Write("m.sta", OneLineMt940(1, "100,00", "5,", "105,00"));
    const auto ran = Match({statement}, folder.Write("e.csv",
                                                     "id,amount,currency,value_date,fee\n"
                                                     "E1,5.00,EUR,2026-03-01,-1\n"
                                                     "E1,five,EUR,2026-03-01,\n"
                                                     "E2,5.00,EUR,2026-03-01,\n"
                                                     "E2,5.00,EUR,2026-03-01,\n"
                                                     ",5.00,EUR,2026-03-01,\n"));
    EXPECT_EQ(ran.code, 1);
    for (const auto* fault : {"e.csv: line 2: fee: must", "e.csv: line 3: amount: must",
                              "e.csv: line 5: id: is there twice", "e.csv: line 6: id: must not"})
        EXPECT_THAT(ran.faults, HasSubstr(fault));
    EXPECT_EQ(folder.Read("out.csv"), "") << "nothing is written";
    EXPECT_THAT(Match({statement}, folder.Write("n.csv", "a,b\n")).faults,
                HasSubstr("column 'id'"));
}

TEST_F(MatchCommandTest, ExpectationsWithoutAccountMeanTheOnlyOne) {
    const auto ran = Match({folder.Write("m.sta", OneLineMt940(1, "100,00", "5,", "105,00"))},
                           folder.Write("e.csv",
                                        "payment_id,amount,direction,ccy,date,reference\n"
                                        "P1,5.00,CRDT,EUR,2026-03-01,inv 1\n"));
    EXPECT_EQ(ran.code, 0) << ran.faults;
    EXPECT_THAT(ran.out, HasSubstr("matched: 1 lines, 1 expectations"));
}

TEST_F(MatchCommandTest, AGermanAccountIsTheIbanThatTheExpectationsName) {
    auto text = OneLineMt940(1, "100,00", "5,", "105,00");
    text.replace(text.find("DE89370400440532013000"), 22, "37040044/0532013000");
    const auto statement = folder.Write("m.sta", text);
    const auto ran = Match({statement}, folder.Write("e.csv", kExpectations));
    EXPECT_THAT(ran.out, HasSubstr("matched: 1 lines, 1 expectations"));
    const auto other = Match({statement}, folder.Write("o.csv",
                                                       "id,account,amount,currency,date\n"
                                                       "E1,NL1,5.00,EUR,2026-03-01\n"));
    EXPECT_THAT(other.out, HasSubstr("matched: 0 lines"));
    EXPECT_THAT(other.faults, HasSubstr("no account of theirs is on the statements"));
}

TEST_F(MatchCommandTest, NamesWhatIsWrongWithItsUse) {
    EXPECT_EQ(RunWords({"--help"}).code, 0);
    EXPECT_EQ(RunWords({}).code, 2);
    EXPECT_EQ(
        RunWords({"--statements", "a", "--expectations", "b", "--out", "c", "--as-of", "x"}).code,
        2);
    const auto ran = Match({"a"}, "b", {"--rules", folder.Write("r.json", "{\n}")});
    EXPECT_EQ(ran.code, 1);
    EXPECT_THAT(ran.faults, HasSubstr("line 1: id: is missing"));
}

// All that the rows say, but for the places where the lines stood.
std::multiset<std::string> RowsOf(const std::string& text) {
    std::multiset<std::string> rows;
    statements::CsvRows csv(text, ',');
    std::vector<std::string_view> fields;
    while (csv.Next(fields)) {
        std::string row;
        for (std::size_t i = 0; i < fields.size(); ++i)
            if (i != 7 && i != 10) (row += '|') += fields[i];
        rows.insert(row);
    }
    return rows;
}

TEST_F(MatchCommandTest, FindsEveryPlantedBreakAndMatchesNothingWrongly) {
    for (const std::uint64_t seed : {1, 2, 3, 4}) {
        const auto truth = WritePlantedFiles(folder.Path("."),
                                             {.seed = seed, .expectations = 8'000, .breaks = 60});
        ASSERT_EQ(Match(truth.statements, truth.expectations).code, 0);
        const auto verdict = JudgeMatchRows(folder.Path("out.csv"), truth);
        EXPECT_EQ(verdict.wrong_matches, 0U);
        EXPECT_EQ(verdict.breaks_classed, verdict.breaks);
        EXPECT_GE(verdict.clean_lines_matched * 100, verdict.clean_lines * 99);
        for (const auto& complaint : verdict.complaints) ADD_FAILURE() << complaint;
    }
}

TEST_F(MatchCommandTest, GivesTheSameResultInAnyOrderOfArrival) {
    std::multiset<std::string> first;
    for (const std::uint64_t arrival : {0, 7, 8}) {
        auto truth = WritePlantedFiles(
            folder.Path("."),
            {.expectations = 3'000, .breaks = 60, .accounts = 5, .arrival = arrival});
        if (arrival == 8) std::ranges::reverse(truth.statements);
        ASSERT_EQ(Match(truth.statements, truth.expectations).code, 0);
        const auto rows = RowsOf(folder.Read("out.csv"));
        if (first.empty()) first = rows;
        EXPECT_EQ(rows, first);
    }
}

}  // namespace
}  // namespace clearway::reconciliation
