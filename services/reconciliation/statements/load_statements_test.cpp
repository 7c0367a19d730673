// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/load_statements.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "cli/draft.h"
#include "services/reconciliation/statements/statement_test_support.h"

namespace clearway::reconciliation::statements {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class LoadStatementsTest : public ::testing::Test {
protected:
    std::vector<StatementFile> Load(const std::vector<std::string>& paths,
                                    const LoadOptions& options = {}) {
        book = {};
        return LoadStatements(paths, options, book);
    }

    TestFolder folder;
    matching::Book book;
    const std::string monday =
        folder.Write("monday.sta", OneLineMt940(1, "100,00", "5,", "105,00", "260302"));
    const std::string tuesday =
        folder.Write("tuesday.sta", OneLineMt940(2, "105,00", "5,", "110,00", "260303"));
    const std::string wednesday =
        folder.Write("wednesday.sta", OneLineMt940(3, "110,00", "5,", "115,00", "260304"));
};

TEST_F(LoadStatementsTest, YesterdaysFileMayComeAfterTodays) {
    const auto files = Load({wednesday, monday, tuesday});
    for (const auto& file : files) EXPECT_THAT(file.AllFaults(), ElementsAre()) << file.name;
    EXPECT_EQ(book.lines.size(), 3U);
}

TEST_F(LoadStatementsTest, WhatFollowsAGapWaits) {
    const auto files = Load({wednesday, monday});
    EXPECT_THAT(files[0].AllFaults(),
                ElementsAre(HasSubstr("statement 3/1: follows statement 1/1")));
    EXPECT_THAT(files[1].AllFaults(), ElementsAre());
    EXPECT_EQ(book.lines.size(), 1U);
    Load({wednesday, monday}, {.allow_gaps = true});
    EXPECT_EQ(book.lines.size(), 2U);
}

TEST_F(LoadStatementsTest, AnOpeningBalanceOfAnotherDayIsAGap) {
    const auto odd = folder.Write("odd.sta", OneLineMt940(2, "205,00", "5,", "210,00", "260303"));
    EXPECT_THAT(Load({monday, odd})[1].AllFaults(), ElementsAre(HasSubstr("opening balance")));
}

TEST_F(LoadStatementsTest, ANewYearBeginsWithOneAgain) {
    const auto december =
        folder.Write("dec.sta", OneLineMt940(250, "100,00", "5,", "105,00", "251231"));
    const auto january =
        folder.Write("jan.sta", OneLineMt940(1, "105,00", "5,", "110,00", "260102"));
    for (const auto& file : Load({december, january})) EXPECT_THAT(file.AllFaults(), ElementsAre());
}

TEST_F(LoadStatementsTest, ANumberThatIsTheSameEachDayIsNoRepeat) {
    const auto first = folder.Write("1.sta", OneLineMt940(1, "100,00", "5,", "105,00", "260302"));
    const auto second = folder.Write("2.sta", OneLineMt940(1, "105,00", "5,", "110,00", "260303"));
    const auto third = folder.Write("3.sta", OneLineMt940(1, "110,00", "5,", "115,00", "260303"));
    for (const auto& file : Load({third, second, first}))
        EXPECT_THAT(file.AllFaults(), ElementsAre()) << file.name;
    EXPECT_THAT(Load({third, first})[0].AllFaults(), ElementsAre(HasSubstr("is missing")));
}

TEST_F(LoadStatementsTest, NumbersThatCountDaysMayLeaveSomeOut) {
    const auto friday = folder.Write("f.sta", OneLineMt940(65, "100,00", "5,", "105,00", "260306"));
    const auto next = folder.Write("n.sta", OneLineMt940(68, "105,00", "5,", "110,00", "260309"));
    for (const auto& file : Load({next, friday})) EXPECT_THAT(file.AllFaults(), ElementsAre());
    const auto odd = folder.Write("o.sta", OneLineMt940(68, "106,00", "5,", "111,00", "260309"));
    EXPECT_THAT(Load({odd, friday})[0].AllFaults(), ElementsAre(HasSubstr("is missing")));
    const auto year = folder.Write("y.sta", OneLineMt940(364, "95,00", "5,", "100,00", "251230"));
    const auto new_year =
        folder.Write("z.sta", OneLineMt940(2, "100,00", "5,", "105,00", "260102"));
    for (const auto& file : Load({year, new_year})) EXPECT_THAT(file.AllFaults(), ElementsAre());
}

TEST_F(LoadStatementsTest, TheSameFileTwiceIsTakenOnce) {
    const auto copy = folder.Write("copy.sta", folder.Read("monday.sta"));
    const auto files = Load({monday, copy});
    EXPECT_THAT(files[1].AllFaults(), ElementsAre("is the same file as monday.sta"));
    EXPECT_EQ(book.lines.size(), 1U);
}

TEST_F(LoadStatementsTest, TheSameStatementInOtherBytesIsTakenOnceInWhateverOrder) {
    const auto other =
        folder.Write("other.sta", OneLineMt940(1, "100,00", "6,", "106,00", "260302"));
    for (const auto& paths : {std::vector{monday, other, tuesday}, {other, tuesday, monday}}) {
        for (const auto& file : Load(paths)) {
            if (file.name != "other.sta") {
                EXPECT_THAT(file.AllFaults(), ElementsAre());
            } else {
                EXPECT_THAT(file.AllFaults(),
                            ElementsAre(HasSubstr("already there, in monday.sta")));
            }
        }
        EXPECT_EQ(book.lines.size(), 2U);
    }
}

TEST_F(LoadStatementsTest, ABadStatementOfAFileHarmsNoOther) {
    const auto path = folder.Write(
        "days.sta", folder.Read("monday.sta") + OneLineMt940(2, "105,00", "x", "110,00", "260303") +
                        folder.Read("wednesday.sta"));
    const auto file = Load({path})[0];
    EXPECT_THAT(file.AllFaults(), ElementsAre(HasSubstr("statement 2/1: line 12: :61: must")));
    EXPECT_EQ(file.UsedStatements(), 2U);
    EXPECT_EQ(book.lines.size(), 2U);
}

// A statement in pages, of an account of a thousand each.
std::string Page(const std::string& number, const std::string& opening, const std::string& amount,
                 const std::string& closing) {
    const bool last = closing.front() == 'F';
    return ":20:PAGES\n:25:DE89370400440532013000\n:28C:" + number + "\n:60" +
           opening.substr(0, 1) + ":C260302EUR" + opening.substr(1) + "\n:61:260302C" + amount +
           "NTRFX\n:62" + (last ? "F" : "M") + ":C260302EUR" + closing.substr(1) + "\n-\n";
}

TEST_F(LoadStatementsTest, PagesOfAStatementAreNoRepeats) {
    const auto first = folder.Write("1.sta", Page("4/1", "F1,00", "1,00", "M2,00"));
    const auto second = folder.Write("2.sta", Page("4/2", "M2,00", "2,00", "F4,00"));
    for (const auto& file : Load({second, first})) EXPECT_THAT(file.AllFaults(), ElementsAre());
    EXPECT_EQ(book.lines.size(), 2U);
    // Not counted: the same id on the same day.
    const auto third = folder.Write("3.sta", Page("0/1", "F1,00", "1,00", "M2,00"));
    const auto fourth = folder.Write("4.sta", Page("0/2", "M2,00", "2,00", "F4,00"));
    for (const auto& file : Load({fourth, third})) EXPECT_THAT(file.AllFaults(), ElementsAre());
}

TEST_F(LoadStatementsTest, APageThatIsMissingIsAGap) {
    const auto first = folder.Write("1.sta", Page("4/1", "F1,00", "1,00", "M2,00"));
    const auto third = folder.Write("3.sta", Page("4/3", "M4,00", "2,00", "F6,00"));
    EXPECT_THAT(Load({first, third})[1].AllFaults(), ElementsAre(HasSubstr("one between them")));
}

TEST_F(LoadStatementsTest, StatementsOfADayThatAreNotCountedFollowByTheirBalances) {
    const auto one = [&](const std::string& name, const std::string& from, const std::string& to) {
        auto text = Page("0", "F" + from, "1,00", "F" + to);
        return folder.Write(name, text.replace(4, 5, name));
    };
    const auto first = one("c.sta", "1,00", "2,00");
    const auto second = one("a.sta", "2,00", "3,00");
    const auto third = one("b.sta", "3,00", "4,00");
    for (const auto& paths : {std::vector{first, second, third}, {second, third, first}})
        for (const auto& file : Load(paths))
            EXPECT_THAT(file.AllFaults(), ElementsAre()) << file.name;
    // Nothing tells which comes first: the name of the file does.
    EXPECT_THAT(Load({first, third})[0].AllFaults(), ElementsAre(HasSubstr("opening balance")));
    EXPECT_THAT(Load({third, first})[1].AllFaults(), ElementsAre(HasSubstr("opening balance")));
}

// A statement without a number, of a day in March.
std::string Uncounted(int day, int from, int to) {
    const auto date = "2603" + std::string(day < 10 ? "0" : "") + std::to_string(day);
    const auto amount = std::to_string(std::abs(to - from)) + ",NTRFX";
    return ":20:S" + std::to_string(from) + "-" + std::to_string(to) +
           "\n:25:DE89370400440532013000\n:60F:C" + date + "EUR" + std::to_string(from) +
           ",\n:61:" + date + (to < from ? "D" : "C") + amount + "\n:62F:C" + date + "EUR" +
           std::to_string(to) + ",\n-\n";
}

TEST_F(LoadStatementsTest, ADayThatEndsAsItBeganIsOrderedByTheDaysAround) {
    const auto up = folder.Write("a.sta", Uncounted(2, 100, 150));
    const auto down = folder.Write("b.sta", Uncounted(2, 150, 100));
    const auto from_low = folder.Write("c.sta", Uncounted(3, 100, 120));
    const auto from_high = folder.Write("d.sta", Uncounted(3, 150, 120));
    for (const auto& next : {from_low, from_high})
        for (const auto& paths : {std::vector{up, down, next}, {down, up, next}, {next, down, up}})
            for (const auto& file : Load(paths))
                EXPECT_THAT(file.AllFaults(), ElementsAre()) << file.name << " of " << paths[0];
}

TEST_F(LoadStatementsTest, ADayOfManyStatementsIsChainedThroughEachOfThem) {
    std::vector<std::string> paths{folder.Write("first.sta", Uncounted(1, 90, 100))};
    for (int i = 0; i < 100; ++i)
        paths.push_back(folder.Write("n" + std::to_string(i * 37 % 100) + ".sta",
                                     Uncounted(2, 100 + i, 101 + i)));
    // Twice at the same balance: to go on at once would leave these two behind.
    paths.push_back(folder.Write("z1.sta", Uncounted(2, 150, 999)));
    paths.push_back(folder.Write("z2.sta", Uncounted(2, 999, 150)));
    for (const auto& file : Load(paths)) EXPECT_THAT(file.AllFaults(), ElementsAre()) << file.name;
    std::ranges::reverse(paths);
    for (const auto& file : Load(paths)) EXPECT_THAT(file.AllFaults(), ElementsAre()) << file.name;
}

TEST_F(LoadStatementsTest, WhichOfTwoCountsIsNoMatterOfArrival) {
    const auto first = folder.Write("a.sta", Uncounted(2, 100, 150));
    const auto other = folder.Write("b.sta", Uncounted(2, 300, 310));
    const auto said = [&](const std::vector<std::string>& paths) {
        std::vector<std::string> faults;
        for (const auto& file : Load(paths))
            for (const auto& fault : file.AllFaults()) faults.push_back(file.name + ": " + fault);
        return faults;
    };
    EXPECT_THAT(said({first, other}), ElementsAre(HasSubstr("b.sta")));
    EXPECT_EQ(said({first, other}), said({other, first}));
}

TEST_F(LoadStatementsTest, PagesMayRepeatTheBalancesOfTheWhole) {
    const auto first = folder.Write("1.sta", Page("4/1", "F1,00", "1,00", "M4,00"));
    const auto second = folder.Write("2.sta", Page("4/2", "F1,00", "2,00", "F4,00"));
    const auto next = folder.Write("3.sta", Page("5", "F4,00", "2,00", "F6,00"));
    for (const auto& file : Load({second, next, first}))
        EXPECT_THAT(file.AllFaults(), ElementsAre()) << file.name;
    const auto wrong = folder.Write("2.sta", Page("4/2", "F1,00", "2,01", "F4,00"));
    for (const auto& file : Load({wrong, first}))
        EXPECT_THAT(file.AllFaults(), ElementsAre(HasSubstr("do not come to"))) << file.name;
}

TEST_F(LoadStatementsTest, ABadFileHarmsNoOther) {
    const auto bad = folder.Write("bad.sta", OneLineMt940(2, "105,00", "5,", "999,00", "260303"));
    const auto files = Load({monday, bad, wednesday, folder.Path("nowhere.sta")});
    EXPECT_THAT(files[0].AllFaults(), ElementsAre());
    EXPECT_THAT(files[1].AllFaults(), ElementsAre(HasSubstr("do not come to")));
    EXPECT_THAT(files[2].AllFaults(), ElementsAre()) << "what came before it is there, if broken";
    EXPECT_THAT(files[3].AllFaults(), ElementsAre("is missing"));
}

// A megabyte of one letter is a kilobyte packed.
TEST_F(LoadStatementsTest, AFileThatIsABombIsNotUnpacked) {
    const std::string megabyte(std::size_t{1} << 20, 'x');
    const auto packed = [&](std::size_t megabytes, const std::string& name) {
        cli::TextDraft file(folder.Path(name), true);
        for (std::size_t i = 0; i < megabytes; ++i) file.WriteLine(megabyte);
        file.Finish();
        return ReadFileText(folder.Path(name));
    };
    EXPECT_EQ(packed(10, "small.gz").fault, "");
    const auto bomb = packed(50, "bomb.gz");
    EXPECT_EQ(bomb.fault, "unpacks to more than a hundred times its size");
    EXPECT_EQ(bomb.text, "");
}

TEST_F(LoadStatementsTest, AnAccountThatIsNotOursIsPutAside) {
    const auto own = ReadOwnAccounts(folder.Write("own.csv", "account,name\nDE11,a\n"));
    EXPECT_THAT(Load({monday}, {.accounts = own})[0].AllFaults(),
                ElementsAre("statement 1/1: is of an account that is not ours"));
    EXPECT_TRUE(book.lines.empty());
    const auto known =
        ReadOwnAccounts(folder.Write("known.csv", "DE89 3704 0044 0532 0130 00,nostro-1\nDE11\n"));
    EXPECT_THAT(Load({monday}, {.accounts = known})[0].AllFaults(), ElementsAre());
    EXPECT_EQ(book.texts.At(book.lines[0].account), "NOSTRO-1");
    const auto table = folder.Write("t.csv", "date,amount,currency\n2026-03-01,1.00,EUR\n");
    EXPECT_THAT(Load({table}, {.accounts = known})[0].AllFaults(),
                ElementsAre(HasSubstr("names no account, and several are ours")));
    const OwnAccounts one{{"DE11", "NOSTRO-2"}};
    EXPECT_THAT(Load({table}, {.accounts = one})[0].AllFaults(), ElementsAre());
    EXPECT_EQ(book.texts.At(book.lines.at(0).account), "NOSTRO-2");
}

TEST_F(LoadStatementsTest, ReadsCsvByItsNamesInAnyForm) {
    const auto path = folder.Write("bank.csv",
                                   "\xEF\xBB\xBF"
                                   "Account;Currency;Debit;Credit;Booking Date;Description\r\n"
                                   "DE11;EUR;12.50;;2026-03-01;\"a; \"\"b\"\"\"\r\n"
                                   "DE11;EUR;;7.00;2026-03-02;c\r\n");
    const auto files = Load({path});
    ASSERT_THAT(files[0].AllFaults(), ElementsAre());
    ASSERT_EQ(book.lines.size(), 2U);
    EXPECT_EQ(book.lines[0].amount, -1'250);
    EXPECT_EQ(book.texts.At(book.lines[0].text), "a; \"b\"");
    EXPECT_EQ(book.lines[1].amount, 700);
    EXPECT_EQ(matching::FormatDay(book.statements[0].day), "2026-03-02");
}

TEST_F(LoadStatementsTest, ReadsCsvByAMapping) {
    matching::CsvMapping mapping{.id = "bank",
                                 .separator = ';',
                                 .amounts = {.decimal = ',', .thousands = '.'},
                                 .date_form = "DD.MM.YYYY",
                                 .account = "DE11",
                                 .currency = "EUR",
                                 .columns = {{"amount", "Betrag"}, {"value_date", "Valuta"}}};
    const std::vector mappings{mapping};
    const auto path = folder.Write("b.csv", "Valuta;Betrag;Saldo\n01.03.2026;-1.234,56;0\n");
    ASSERT_THAT(Load({path}, {.mappings = mappings})[0].AllFaults(), ElementsAre());
    EXPECT_EQ(book.lines[0].amount, -123'456);
}

TEST_F(LoadStatementsTest, ABadRowOfCsvIsNamedByLineAndColumn) {
    const auto path = folder.Write("bad.csv",
                                   "account,currency,amount,value_date\n"
                                   "DE11,EUR,1.234,2026-03-01\n"
                                   "DE11,XXX,1.00,2026-03-01\n"
                                   "DE11,EUR,1.00,2026-02-30\n"
                                   "DE11,EUR,1.00\n"
                                   "DE11,EUR,0.00,2026-03-01\n"
                                   "DE11,EUR,1.00,2026-03-01\n");
    EXPECT_THAT(Load({path})[0].AllFaults(),
                ElementsAre(HasSubstr("line 2: amount: must"), HasSubstr("line 3: currency: must"),
                            HasSubstr("line 4: value_date: must"), HasSubstr("line 5: 3 fields")));
    EXPECT_TRUE(book.lines.empty());
}

// The amounts and days of a table of these rows.
std::vector<std::string> ReadAs(const std::vector<std::string>& rows, const std::string& columns,
                                const TestFolder& folder) {
    std::string text = columns + "\n";
    for (const auto& row : rows) text += row + "\n";
    matching::Book book;
    const std::vector paths{folder.Write("t.csv", text)};
    const auto file = LoadStatements(paths, {}, book).front();
    auto said = file.AllFaults();
    for (const auto& line : book.lines)
        said.push_back(matching::FormatAmount(line.amount, line.currency) + " " +
                       matching::FormatDay(line.value_day));
    return said;
}

TEST_F(LoadStatementsTest, TheFormOfATableFollowsFromItsRows) {
    const auto read = [&](const std::vector<std::string>& rows) {
        return ReadAs(rows, "currency;date;amount", folder);
    };
    EXPECT_THAT(read({"EUR;2026-03-01;1,234.50", "EUR;2026-03-01;1,234"}),
                ElementsAre("1234.50 2026-03-01", "1234.00 2026-03-01"));
    EXPECT_THAT(read({"EUR;01.03.2026;1.234", "EUR;02.03.2026;-1.234,5"}),
                ElementsAre("1234.00 2026-03-01", "-1234.50 2026-03-02"));
    EXPECT_THAT(read({"EUR;03/01/2026;1.50", "EUR;03/13/2026;1.50"}),
                ElementsAre("1.50 2026-03-01", "1.50 2026-03-13"));
    EXPECT_THAT(read({"EUR;03/01/2026;1.50", "EUR;13/01/2026;1.50"}),
                ElementsAre("1.50 2026-01-03", "1.50 2026-01-13"));
    EXPECT_THAT(read({"EUR;20260301;1.50"}), ElementsAre("1.50 2026-03-01"));
    EXPECT_THAT(read({"EUR;03/01/2026;1.50"}), ElementsAre(HasSubstr("cannot be told apart")));
    EXPECT_THAT(read({"EUR;2026-03-01;1,50", "EUR;2026-03-01;1.50"}),
                ElementsAre(HasSubstr("some amounts have a decimal comma")));
    for (const auto* amount : {"1,234", "5.000", "-150.000"})
        EXPECT_THAT(read({"EUR;2026-03-01;7", "EUR;2026-03-01;" + std::string(amount)}),
                    ElementsAre(HasSubstr("may be in thousands or have decimals")))
            << amount;
    EXPECT_THAT(read({"KWD;2026-03-01;5.000", "EUR;2026-03-01;0.000"}),
                ElementsAre("5.000 2026-03-01"))
        << "a currency of three decimals, and no thousand";
}

TEST_F(LoadStatementsTest, AmountsMayBeDecorated) {
    const auto read = [&](const std::string& amount) {
        return ReadAs({"EUR;2026-03-01;" + amount}, "currency;date;amount", folder);
    };
    for (const auto* amount :
         {"1'234.50", "1 234,50",
          "1\xC2\xA0"
          "234,50",
          "1\xE2\x80\x99"
          "234.50",
          "1234.50 EUR", "\xE2\x82\xAC 1,234.50", "EUR 1.234,50", "1234.50 CR"})
        EXPECT_THAT(read(amount), ElementsAre("1234.50 2026-03-01")) << amount;
    for (const auto* amount : {"(12.00)", "12.00 DR",
                               "\xE2\x88\x92"
                               "12.00",
                               "- 12.00 \xE2\x82\xAC",
                               "-\xE2\x82\xAC"
                               "12.00"})
        EXPECT_THAT(read(amount), ElementsAre("-12.00 2026-03-01")) << amount;
    for (const auto* amount : {"1 23.50", "$12.00", "12.00 USD", "12 CRX", "(12.00", "1'2345.00"})
        EXPECT_THAT(read(amount), ElementsAre(HasSubstr("line 2: amount: must"))) << amount;
}

TEST_F(LoadStatementsTest, DaysMayBeWrittenInManyForms) {
    const auto read = [&](const std::string& day) {
        return ReadAs({"EUR;" + day + ";1.50"}, "currency;date;amount", folder);
    };
    for (const auto* day : {"13.3.2026", "13/03/26", "3/13/2026", "13-Mar-2026", "13 Mar 2026",
                            "13-M\x61r-26", "13.03.2026 09:30", "13/03/2026 9:30:00"})
        EXPECT_THAT(read(day), ElementsAre("1.50 2026-03-13")) << day;
    EXPECT_THAT(read("13.3.2026 soon"), ElementsAre(HasSubstr("line 2: booking_date: must")));
}

TEST_F(LoadStatementsTest, ACreditBelowZeroTakesOneBack) {
    const auto read = [&](const std::vector<std::string>& rows) {
        return ReadAs(rows, "currency;date;debit;credit", folder);
    };
    EXPECT_THAT(read({"EUR;2026-03-01;;-5.00", "EUR;2026-03-01;7.00;", "EUR;2026-03-01;-2.00;"}),
                ElementsAre("-5.00 2026-03-01", "-7.00 2026-03-01", "2.00 2026-03-01"));
    EXPECT_THAT(read({"EUR;2026-03-01;-7.00;", "EUR;2026-03-01;-2.00;0.00"}),
                ElementsAre("-7.00 2026-03-01", "-2.00 2026-03-01"))
        << "where each debit is below zero, that is how they are written";
    const auto file = Load({folder.Write("n.csv",
                                         "currency;date;debit;credit\n"
                                         "EUR;2026-03-01;-7.00;\n")})[0];
    EXPECT_THAT(file.notes, ElementsAre(HasSubstr("no debit is above zero")));
}

TEST_F(LoadStatementsTest, ADebitIsOneHoweverItsColumnWritesIt) {
    const auto read = [&](const std::vector<std::string>& rows) {
        return ReadAs(rows, "currency;date;debit;credit", folder);
    };
    for (const auto* amount : {"(12.00)",
                               "\xE2\x88\x92"
                               "12.00",
                               "\xE2\x80\x93"
                               "12.00",
                               "12.00 DR", "EUR 12.00", "12.00"})
        EXPECT_THAT(read({"EUR;2026-03-01;" + std::string(amount) + ";"}),
                    ElementsAre("-12.00 2026-03-01"))
            << amount;
    EXPECT_THAT(
        read({"EUR;2026-03-01;12.00 DR;", "EUR;2026-03-01;7.00;", "EUR;2026-03-01;(2.00);",
              "EUR;2026-03-01;;5.00 CR"}),
        ElementsAre("-12.00 2026-03-01", "-7.00 2026-03-01", "2.00 2026-03-01", "5.00 2026-03-01"));
    EXPECT_THAT(read({"EUR;2026-03-01;12.00 CR;", "EUR;2026-03-01;;12.00 DR"}),
                ElementsAre(HasSubstr("line 2: debit: must not say the other side"),
                            HasSubstr("line 3: credit: must not say the other side")));
    EXPECT_THAT(ReadAs({"EUR;2026-03-01;12.00 CR;D"}, "currency;date;amount;dc", folder),
                ElementsAre(HasSubstr("line 2: amount: must not say another side")));
}

TEST_F(LoadStatementsTest, AColumnThatSaysSidesIsReadWhateverItsName) {
    const auto read = [&](const std::string& name, const std::vector<std::string>& rows) {
        return ReadAs(rows, "currency;date;amount;" + name, folder);
    };
    for (const auto* name : {"DR/CR", "Soll/Haben", "Transaction Type", "type", "Whatever", "Code",
                             "transaction_code", "Details", "Description", "Reference"})
        EXPECT_THAT(read(name, {"EUR;2026-03-01;5.00;DR", "EUR;2026-03-01;7.00;CR"}),
                    ElementsAre("-5.00 2026-03-01", "7.00 2026-03-01"))
            << name;
    EXPECT_THAT(read("type", {"EUR;2026-03-01;5.00;debit"}), ElementsAre("-5.00 2026-03-01"));
    EXPECT_THAT(read("type", {"EUR;2026-03-01;5.00;D"}), ElementsAre("5.00 2026-03-01"))
        << "one letter may stand for anything";
    EXPECT_THAT(read("type", {"EUR;2026-03-01;-5.00;CR", "EUR;2026-03-01;5.00;DR"}),
                ElementsAre("-5.00 2026-03-01", "5.00 2026-03-01"))
        << "the sign says the side already";
    EXPECT_THAT(read("direction", {"EUR;2026-03-01;5.00;up"}),
                ElementsAre(HasSubstr("line 2: direction: must")));
}

TEST_F(LoadStatementsTest, WhatBanksPutAroundTheirRowsDoesNoHarm) {
    const auto read = [&](const std::string& columns, const std::vector<std::string>& rows) {
        return ReadAs(rows, columns, folder);
    };
    const auto one = ElementsAre("5.00 2026-03-01");
    EXPECT_THAT(read("Date;Amount (EUR)", {"2026-03-01;5.00"}), one);
    EXPECT_THAT(read("Date|Amount in EUR", {"2026-03-01|5.00"}), one);
    EXPECT_THAT(read("date;amount;currency", {"2026-03-01;5.00;EUR;"}), one);
    EXPECT_THAT(read("date;amount;currency;", {"2026-03-01;5.00;EUR"}), one);
    EXPECT_THAT(read("date;amount;currency;x;x", {"2026-03-01;5.00;EUR;1;2"}), one);
    EXPECT_THAT(read("currency;date;Paid Out;Paid In", {"EUR;2026-03-01;;5.00"}), one);
    EXPECT_THAT(read("date;saldo;Devise;montant;devise", {"2026-03-01;9;EUR;5.00;EUR"}), one);
    EXPECT_THAT(read("date;amount;currency", {"2026-03-01;5.00;EUR", "Closing balance;9.00"}), one);
    EXPECT_THAT(read("date;amount;currency", {"2026-03-01;5.00;EUR", ";Total;9.00"}), one);
    EXPECT_THAT(read("date;amount;currency", {"2026-03-01;5.00;EUR", "Summe:;9.00;EUR"}), one);
    for (const auto* name : {"SumUp", "TotalEnergies", "Saldo\xC3\xA4"})
        EXPECT_THAT(read("text;date;amount;currency", {std::string(name) + ";;5.00;EUR"}),
                    ElementsAre(HasSubstr("line 2: value_date: must")))
            << name << " is no total";
    EXPECT_THAT(read("date;amount;currency", {"2026-03-01;5.00;EUR", "2026-03-02;9.0"}),
                ElementsAre(HasSubstr("line 3: 2 fields")))
        << "cut short";
    EXPECT_THAT(read("date;currency;amount;currency", {"2026-03-01;EUR;5.00;USD"}),
                ElementsAre(HasSubstr("currency: stands in two columns")));
    EXPECT_THAT(read("date;currency;amount (EUR)", {"2026-03-01;USD;5.00"}),
                ElementsAre(HasSubstr("must be the one that the column of the amount names")));
}

TEST_F(LoadStatementsTest, ReadsUtf16AndTheLettersOfWindows) {
    std::string utf16("\xFF\xFE");
    for (const char c : std::string("date;amount;currency;name\n2026-03-01;5.00;EUR;"))
        (utf16 += c) += '\0';
    utf16 += std::string("\xAC\x20\x3D\xD8\x00\xDE\n\0", 8);
    const auto file = Load({folder.Write("u.csv", utf16)})[0];
    ASSERT_THAT(file.AllFaults(), ElementsAre());
    EXPECT_THAT(file.notes, ElementsAre("is UTF-16"));
    EXPECT_EQ(book.texts.At(book.lines.at(0).counterparty_name), "\xE2\x82\xAC\xF0\x9F\x98\x80");
    book = {};
    EXPECT_THAT(LoadStatement({.name = "u.csv", .text = utf16}, {}, book).AllFaults(),
                ElementsAre());
    EXPECT_EQ(book.lines.size(), 1U);
    EXPECT_THAT(LoadStatement({.name = "u.csv", .text = utf16 + std::string(2, '\0')}, {}, book)
                    .AllFaults(),
                ElementsAre("holds a NUL byte"));
    Load({folder.Write("w.csv", "date;amount;currency;name\n2026-03-01;5.00;EUR;\x80\n")});
    EXPECT_EQ(book.texts.At(book.lines.at(0).counterparty_name), "\xE2\x82\xAC");
}

TEST_F(LoadStatementsTest, ColumnsThatSayTheSameAreReadTogetherOrNoted) {
    const auto path = folder.Write("b.csv",
                                   "currency,date,amount,transaction_amount,reference,invoice,"
                                   "batch,text,purpose\n"
                                   "EUR,2026-03-01,1.00,2.00,,INV-1,B-1,paid,rent\n");
    const auto file = Load({path})[0];
    EXPECT_THAT(file.notes,
                ElementsAre("the column 'transaction_amount' is not read: 'amount' is"));
    ASSERT_EQ(book.lines.size(), 1U);
    EXPECT_EQ(book.lines[0].amount, 100);
    EXPECT_EQ(book.texts.At(book.lines[0].references[matching::kOther]), "B-1");
    EXPECT_EQ(book.texts.At(book.lines[0].references[matching::kInstruction]), "INV-1");
    EXPECT_EQ(book.texts.At(book.lines[0].text), "paid rent");
}

TEST_F(LoadStatementsTest, TheNamesOfColumnsMayStandBelowWhoTheBankIs) {
    const auto path = folder.Write(
        "bank.csv",
        "\"Konto\";\"Girokonto, Hauptkonto, EUR\"\n\"Von\";\"01.03.2026\"\n\n"
        "Auftragskonto;Buchungstag;Valutadatum;Verwendungszweck;Kundenreferenz (End-to-End);"
        "Beguenstigter/Zahlungspflichtiger;Kontonummer/IBAN;Betrag;W\xE4hrung\n"
        "DE11;02.03.26;03.03.26;Rechnung 7, danke;INV-7;M\xFCller;DE22;-1.234,56;EUR\n");
    const auto file = Load({path})[0];
    ASSERT_THAT(file.AllFaults(), ElementsAre());
    ASSERT_EQ(book.lines.size(), 1U);
    EXPECT_EQ(book.lines[0].amount, -123'456);
    EXPECT_EQ(matching::FormatDay(book.lines[0].value_day), "2026-03-03");
    EXPECT_EQ(book.texts.At(book.lines[0].references[matching::kEndToEnd]), "INV-7");
    EXPECT_EQ(book.texts.At(book.lines[0].counterparty_account), "DE22");
}

TEST_F(LoadStatementsTest, DutchTablesSayTheSideInWords) {
    const auto path =
        folder.Write("ing.csv",
                     "\"Datum\",\"Naam / Omschrijving\",\"Rekening\",\"Tegenrekening\","
                     "\"Code\",\"Af Bij\",\"Bedrag\",\"Mededelingen\"\n"
                     "\"20260302\",\"J JANSEN\",\"NL11\",\"NL22\",\"GT\",\"Af\",\"7,50\","
                     "\"huur\"\n");
    const auto file = Load({path}, {.currency = "EUR"})[0];
    ASSERT_THAT(file.AllFaults(), ElementsAre());
    EXPECT_EQ(book.lines.at(0).amount, -750);
    EXPECT_THAT(Load({path})[0].AllFaults(), ElementsAre(HasSubstr("currency: must")));
}

TEST_F(LoadStatementsTest, ATableTellsOfAllItsAccountsUpToItsLastDay) {
    const auto path = folder.Write("b.csv",
                                   "account,currency,date,amount\n"
                                   "A,EUR,2026-03-01,1.00\nB,EUR,2026-03-05,1.00\n");
    const auto file = Load({path})[0];
    for (const auto& head : file.heads) EXPECT_EQ(matching::FormatDay(head.day), "2026-03-05");
}

TEST_F(LoadStatementsTest, CsvInLatin1IsReadAndOneWithoutColumnsRefused) {
    const auto latin =
        Load({folder.Write("a.csv", "amount,currency,date,name\n1,EUR,2026-03-01,M\xFCller\n")})[0];
    EXPECT_THAT(latin.notes, ElementsAre(HasSubstr("ISO 8859-1")));
    EXPECT_EQ(book.texts.At(book.lines.at(0).counterparty_name), "M\xC3\xBCLLER");
    EXPECT_THAT(Load({folder.Write("w.csv", std::string(1'000, ',') + "\n")})[0].AllFaults(),
                ElementsAre("line 1: there are more than 1000 columns"));
    EXPECT_THAT(Load({folder.Write("b.csv", "a,b\n1,2\n")})[0].AllFaults(),
                ElementsAre(HasSubstr("no column 'amount'"), HasSubstr("no column 'value_date'")));
    EXPECT_THAT(Load({folder.Write("c.csv", "")})[0].AllFaults(),
                ElementsAre(HasSubstr("names of the")));
    EXPECT_THAT(
        Load({folder.Write("d.csv", "amount,amount,date,currency\n1,2,2026-03-01,EUR\n")})[0]
            .AllFaults(),
        ElementsAre(HasSubstr("amount: stands in two columns")));
}

}  // namespace
}  // namespace clearway::reconciliation::statements
