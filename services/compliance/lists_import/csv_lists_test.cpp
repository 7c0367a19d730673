// SPDX-License-Identifier: Apache-2.0
// The lists of comma-separated text: small ones of the real structure, with names that nobody has.
#include <gmock/gmock.h>

#include "services/compliance/lists_import/list_test_support.h"

namespace clearway::compliance {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kUk[] =
    "Last Updated,16/07/2021\r\n"
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,DOB,Nationality,"
    "Passport Number,Country,Group Type,Alias Type,Alias Quality,Regime,Group ID\r\n"
    "MARCHETTO,Odo,Lelio,,,,Dr,Одо Маркетто,00/11/1962,(1) Norway (2) Sweden,"
    "\"(1) AB 12345 (2) 678901\",Finland,Individual,Primary name,,Xland,401\r\n"
    "BRANDISH TRADING,,,,,,,,,,,Norway,Entity,Primary name,,Xland,402\r\n"
    "MARCHETTI,Odo,,,,,,,01/02/1963,,,,Individual,AKA,Good quality,Xland,401\r\n"
    "THE MARCH,,,,,,,,00/00/1964,,,,Individual,AKA,Low quality,Xland,401\r\n"
    "MARCHETTO,Odo,L.,,,,,,soon,,,,Individual,Primary name variation,,Xland,401\r\n"
    "NORVELD STAR,,,,,,,,,,,,Ship,Primary name,,Xland,403\r\n";

constexpr char kUkSanctionsList[] =
    "Report Date: 13-Feb-2026\r\n"
    "Last Updated,Unique ID,OFSI Group ID,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Name type,"
    "Alias strength,Name non-latin script,Regime Name,Designation Type,Address Country,D.O.B,"
    "Nationality(/ies),Passport number,IMO number\r\n"
    "12/01/2022,XXX0001,501,MARCHETTO,Odo,,,,,Primary Name,,,The X Regulations 2020,Individual,,"
    "dd/mm/1962,Norway,A1234567,\r\n"
    "12/01/2022,XXX0001,501,MARCH,,,,,,Alias,Low quality a.k.a,,The X Regulations 2020,Individual,"
    ",,,,\r\n";

constexpr char kOwn[] =
    "name,id,type,country,birth_date,aliases,programme\n"
    "Odo Marchetto,A-1,person,Norway;SE,1962-11,Odo March; O. Marchetto;,own\n"
    "\"Brandish, Trading\",7,company,,,,\n";

class CsvLists : public ImportedLists {};

TEST_F(CsvLists, TheUnitedKingdomIsReadByGroups) {
    const auto read = Import("uk-csv", kUk);
    ASSERT_TRUE(read) << read.error().detail;
    const auto& [list, report] = *read;
    ASSERT_EQ(list.entries.size(), 3U);
    EXPECT_THAT(report.entries, ElementsAre(1, 1, 1, 0));
    EXPECT_EQ(report.date, "2021-07-16");
    EXPECT_EQ(list.entries[0].id, "401");
    EXPECT_EQ(list.entries[0].program, "Xland");
    EXPECT_THAT(NamesOf(list, 0), ElementsAre("=Odo Lelio MARCHETTO", "+Одо Маркетто",
                                              "+Odo MARCHETTI", "+Odo L. MARCHETTO", "-THE MARCH"));
    EXPECT_THAT(BirthsOf(list.entries[0]), ElementsAre("1962-11", "1963-2-1", "1964"));
    EXPECT_THAT(list.entries[0].facts.countries, ElementsAre("NO", "SE", "FI"));
    EXPECT_THAT(list.entries[0].facts.identifiers, ElementsAre("AB12345", "678901"));
    EXPECT_THAT(LinesOf(report.notes),
                ElementsAre("3 401: the birth date 'soon' is not understood"));
    EXPECT_THAT(report.refused, IsEmpty());
}

TEST_F(CsvLists, TheUkSanctionsListIsReadWithItsOwnColumns) {
    const auto read = Import("uk-csv", kUkSanctionsList);
    ASSERT_TRUE(read) << read.error().detail;
    ASSERT_EQ(read->list.entries.size(), 1U);
    EXPECT_EQ(read->report.date, "2026-02-13");
    EXPECT_EQ(read->list.entries[0].id, "XXX0001");
    EXPECT_EQ(read->list.entries[0].number, 0);
    EXPECT_THAT(NamesOf(read->list, 0), ElementsAre("=Odo MARCHETTO", "-MARCH"));
    EXPECT_THAT(BirthsOf(read->list.entries[0]), ElementsAre("1962"));
    EXPECT_THAT(read->list.entries[0].facts.identifiers, ElementsAre("A1234567"));
}

TEST_F(CsvLists, OnesOwnIsReadWithItsColumnsInAnyOrder) {
    const auto read = Import("csv", kOwn);
    ASSERT_TRUE(read) << read.error().detail;
    const auto& list = read->list;
    ASSERT_EQ(list.entries.size(), 2U);
    EXPECT_EQ(list.entries[0].id, "A-1");
    EXPECT_EQ(list.entries[0].type, EntryType::kIndividual);
    EXPECT_EQ(list.entries[0].program, "own");
    EXPECT_THAT(NamesOf(list, 0), ElementsAre("=Odo Marchetto", "+Odo March", "+O. Marchetto"));
    EXPECT_THAT(BirthsOf(list.entries[0]), ElementsAre("1962-11"));
    EXPECT_THAT(list.entries[0].facts.countries, ElementsAre("NO", "SE"));
    EXPECT_EQ(list.entries[1].number, 7);
    EXPECT_THAT(NamesOf(list, 1), ElementsAre("=Brandish, Trading"));
    EXPECT_TRUE(Import("csv", "\xEF\xBB\xBF" + std::string(kOwn) + "\x1A\r\n"));
    EXPECT_TRUE(Import("csv", "id,type,name\n1,vessel,Norveld Star\n"));
}

TEST_F(CsvLists, TellWhichEntriesAreRefusedAndWhy) {
    const auto read = Import("csv",
                             "id,type,name,aliases,birth_date\n"
                             "1,person,Odo Marchetto,,26.11.1962\n"
                             "2,person,,Odo March,\n"
                             "1,person,Odo Marchetti,,\n"
                             ",person,Odo Marchetti,,\n"
                             "5,robot,Odo Marchetti,,\n");
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_THAT(LinesOf(read->report.refused),
                ElementsAre("3 2: no name", "4 1: the id is there twice", "5 : no id",
                            "6 5: 'robot' is no type that is known"));
    EXPECT_THAT(LinesOf(read->report.notes),
                ElementsAre("2 1: the birth date '26.11.1962' is not understood"));
    const auto uk = Import("uk-csv", Replaced(kUk, "Xland,403", "Xland,"));
    ASSERT_TRUE(uk) << uk.error().detail;
    EXPECT_THAT(LinesOf(uk->report.refused), ElementsAre("8 : no id"));
    EXPECT_EQ(ReasonToRefuse(uk->report), "") << "one is borne";
}

TEST_F(CsvLists, ThatAreCutShortAreRefused) {
    const std::string uk = kUk;
    EXPECT_THAT(FaultOf("uk-csv", uk.substr(0, uk.size() - 2)),
                HasSubstr("LIST: line 8: the file ends within its last line"));
    EXPECT_THAT(FaultOf("uk-csv", uk.substr(0, uk.size() - 20)), HasSubstr("cut short"));
    EXPECT_THAT(FaultOf("uk-csv", uk.substr(0, uk.find("(2) 678901"))), HasSubstr("an open quote"));
    EXPECT_THAT(FaultOf("uk-csv", ""), HasSubstr("is no uk-csv"));
    const std::string own = kOwn;
    EXPECT_THAT(FaultOf("csv", own.substr(0, own.size() - 1)), HasSubstr("within its last line"));
    EXPECT_THAT(FaultOf("csv", own.substr(0, own.size() - 3)),
                HasSubstr("line 3: 5 fields, the first line has 7"));
    EXPECT_THAT(FaultOf("csv", ""), HasSubstr("there is no column id"));
    EXPECT_THAT(FaultOf("csv", own + "\x1A\nmore\n"), HasSubstr("text after the closing line"));
}

TEST_F(CsvLists, TellColumnsThatAreNotTheirs) {
    EXPECT_EQ(FaultOf("csv", "id,type,name,nationality\n1,person,a,b\n"),
              "LIST: line 1: the column 'nationality' is not known");
    EXPECT_EQ(FaultOf("csv", "id,type,name,name\n1,person,a,b\n"),
              "LIST: line 1: the column name is there twice");
    EXPECT_EQ(FaultOf("csv", "id,name\n1,a\n"), "LIST: line 1: there is no column type");
}

TEST_F(CsvLists, ThatAreSwappedOrEncodedOtherwiseAreRefused) {
    EXPECT_THAT(FaultOf("csv", kUk), HasSubstr("looks like uk-csv"));
    EXPECT_THAT(FaultOf("uk-csv", kOwn), HasSubstr("is no uk-csv"));
    EXPECT_THAT(FaultOf("uk-csv", "<CONSOLIDATED_LIST/>"), HasSubstr("looks like un-xml"));
    EXPECT_THAT(FaultOf("csv", "<html>Moved</html>"), HasSubstr("looks like a web page"));
    EXPECT_EQ(FaultOf("csv", Replaced(kOwn, "Brandish", "Br\xE4ndish")),
              "LIST: line 3: is not UTF-8");
    EXPECT_THAT(FaultOf("csv", std::string_view("\xFF\xFEi\0d\0", 6)),
                HasSubstr("is not UTF-8 (it looks like text in UTF-16)"));
    EXPECT_EQ(FaultOf("ofac-csv", kUk), "LIST: is no folder with sdn, alt and sdn_comments");
}

}  // namespace
}  // namespace clearway::compliance
