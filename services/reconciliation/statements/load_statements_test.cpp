// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/load_statements.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>

#include "cli/draft.h"
#include "services/reconciliation/statements/statement_files_fixture.h"

namespace clearway::reconciliation::statements {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class LoadStatementsTest : public StatementFilesTest {
protected:
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

TEST_F(LoadStatementsTest, PagesWithoutTheLastOneWaitForIt) {
    const auto first = folder.Write("1.sta", Page("4/1", "F1,00", "1,00", "M2,00"));
    const auto second = folder.Write("2.sta", Page("4/2", "M2,00", "2,00", "M4,00"));
    const auto third = folder.Write("3.sta", Page("4/3", "M4,00", "2,00", "F6,00"));
    EXPECT_THAT(Load({first})[0].AllFaults(), ElementsAre(HasSubstr("its page 2 is missing: add")));
    EXPECT_TRUE(book.lines.empty());
    for (const auto& file : Load({first, second}))
        EXPECT_THAT(file.AllFaults(), ElementsAre(HasSubstr("its page 3 is missing: add")));
    for (const auto& file : Load({third, first, second}))
        EXPECT_THAT(file.AllFaults(), ElementsAre());
    EXPECT_EQ(book.lines.size(), 3U);
    EXPECT_THAT(Load({first}, {.allow_gaps = true})[0].AllFaults(), ElementsAre());
}

TEST_F(LoadStatementsTest, PagesThatAreNotCountedFollowByTheirBalances) {
    const auto first = folder.Write("1.sta", Page("0", "F1,00", "1,00", "M2,00"));
    const auto second = folder.Write("2.sta", Page("0", "M2,00", "2,00", "F4,00"));
    for (const auto& file : Load({second, first})) EXPECT_THAT(file.AllFaults(), ElementsAre());
    EXPECT_THAT(Load({first})[0].AllFaults(), ElementsAre(HasSubstr("is missing")));
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

}  // namespace
}  // namespace clearway::reconciliation::statements
