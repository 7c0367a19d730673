// SPDX-License-Identifier: Apache-2.0
// The two commands from file to file, with what they say of bad input.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "services/compliance/lists_import/list_format.h"
#include "services/compliance/offline/csv_table.h"
#include "services/compliance/offline/score_pairs_command.h"
#include "services/compliance/offline/screen_command.h"

namespace clearway::compliance {
namespace {

using ::testing::HasSubstr;

class Commands : public ::testing::Test {
protected:
    Commands() {
        std::filesystem::create_directories(folder_ / "list");
        Write("list/sdn.csv",
              "7,\"ORLENKO, Viktor\",\"individual\",\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"
              "\"DOB 26 Nov 1962; nationality Russia.\"\n"
              "8,\"ZARNOGRAD SHIPBUILDING\",-0- ,\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n"
              "\x1a\n");
        Write("list/alt.csv", "8,1,\"aka\",\"NORVELD SHIPYARD\",-0- \n\x1a\n");
        Write("list/add.csv", "8,1,\"1 Quay\",\"Zarnograd\",\"Norway\",-0- \n\x1a\n");
        Write("list/sdn_comments.csv", "");
    }
    ~Commands() override { std::filesystem::remove_all(folder_); }

    std::string Path(const std::string& name) const { return (folder_ / name).string(); }
    void Write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name, std::ios::binary) << text;
    }
    std::string Read(const std::string& name) const {
        std::ifstream file(folder_ / name, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    }

    using Command = int (*)(std::span<const std::string>, std::ostream&, std::ostream&);
    int Run(Command command, const std::vector<std::string>& words) {
        std::ostringstream out;
        std::ostringstream faults;
        const int code = command(words, out, faults);
        out_ = out.str();
        faults_ = faults.str();
        return code;
    }
    int ScorePairs(const std::string& pairs) {
        Write("pairs.csv", pairs);
        return Run(RunScorePairs,
                   {"--pairs", Path("pairs.csv"), "--out", Path("out.csv"), "--json"});
    }
    int Screen(const std::string& queries) {
        Write("queries.csv", queries);
        return Run(RunScreen, {"--list", "ofac-csv:" + Path("list"), "--queries",
                               Path("queries.csv"), "--out", Path("out.csv"), "--json"});
    }

    const std::filesystem::path folder_ =
        std::filesystem::path(::testing::TempDir()) /
        ("names-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::string out_;
    std::string faults_;
};

TEST_F(Commands, ScorePairsTakesColumnsOverAndAddsTheScore) {
    ASSERT_EQ(ScorePairs("note,name2,schema,name1\n"
                         "\"a, b\",\"ORLENKO, Viktor\",Person,Viktor Orlenko\n"
                         ",Norveld Bank,LegalEntity,Zarnograd Shipyard\n"),
              0)
        << faults_;
    const auto out = Read("out.csv");
    EXPECT_THAT(out, ::testing::StartsWith("note,name2,schema,name1,score,match,explanation\n"
                                           "\"a, b\",\"ORLENKO, Viktor\",Person,Viktor Orlenko,"
                                           "1.000,yes,\""));
    EXPECT_THAT(out, HasSubstr("viktor = viktor: same 1.000, weight "));
    EXPECT_THAT(out, HasSubstr(",no,"));
    EXPECT_THAT(out, HasSubstr("left of the query: zarnograd"));
    EXPECT_EQ(out_, "{\"pairs\":2,\"matches\":1}\n");
}

TEST_F(Commands, ScreenAnswersTheBestEntry) {
    ASSERT_EQ(Screen("name,query_id,schema,birth_date,country\n"
                     "Viktor Orlenko,1,Person,1962,RU\n"
                     "Norveld Shipyard Ltd,2,Company,,Norway\n"
                     "Annelise Brockdorff,3,Person,,\n"
                     "?!,4,,,\n"),
              0)
        << faults_;
    EXPECT_EQ(Read("out.csv"),
              "query_id,best_entry_id,best_name,score,hit\n"
              "1,7,\"ORLENKO, Viktor\",1.000,yes\n"
              "2,8,NORVELD SHIPYARD,1.000,yes\n"
              "3,,,0.000,no\n"
              "4,,,0.000,yes\n");
    EXPECT_THAT(out_, HasSubstr("\"queries\":4,\"hits\":3,\"entries\":2,\"names\":3"));
}

TEST_F(Commands, ScreenNeedsNoOptionalColumn) {
    ASSERT_EQ(Screen("query_id,name\n1,Orlenko Viktor\n"), 0) << faults_;
    EXPECT_THAT(Read("out.csv"), HasSubstr("1,7,\"ORLENKO, Viktor\",1.000,yes"));
}

TEST_F(Commands, SayTheLineOfBadInput) {
    EXPECT_EQ(ScorePairs("schema,name1,name2\nPerson,a,b\nMartian,a,b\n"), 1);
    EXPECT_THAT(faults_, HasSubstr("pairs.csv: line 3: 'Martian' is no schema"));
    EXPECT_EQ(ScorePairs("schema,name1,name2\nPerson,a\n"), 1);
    EXPECT_THAT(faults_, HasSubstr("line 2: 2 fields, the first line has 3"));
    EXPECT_EQ(ScorePairs("schema,name1,name2\nPerson,\"a,b\n"), 1);
    EXPECT_THAT(faults_, HasSubstr("pairs.csv: line "));
    EXPECT_EQ(ScorePairs("schema,name1\nPerson,a\n"), 1);
    EXPECT_THAT(faults_, HasSubstr("line 1: there is no column name2"));
    EXPECT_EQ(ScorePairs(""), 1);
    EXPECT_EQ(Screen("query_id,name,birth_date\n1,a,1962\n2,b,26.11.1962\n"), 1);
    EXPECT_THAT(faults_, HasSubstr("queries.csv: line 3: '26.11.1962' is no date"));
    EXPECT_EQ(Screen("query_id,name,country\n1,a,Atlantis\n"), 1);
    EXPECT_THAT(faults_, HasSubstr("line 2: 'Atlantis' is no country"));
    Write("list/add.csv", "9,1,-0- ,-0- ,-0- ,-0- \n");
    EXPECT_EQ(Screen("query_id,name\n1,a\n"), 1);
    EXPECT_THAT(faults_, HasSubstr("add: line 1: an entry that sdn does not have"));
}

TEST_F(Commands, ExplainThemselves) {
    EXPECT_EQ(Run(RunScorePairs, {"--help"}), 0);
    EXPECT_THAT(out_, HasSubstr("Usage: clearway-compliance score-pairs"));
    EXPECT_EQ(Run(RunScreen, {"--help"}), 0);
    EXPECT_THAT(out_, HasSubstr("ofac-csv"));
    EXPECT_EQ(Run(RunScorePairs, {"--pairs", "x"}), 2);
    EXPECT_EQ(Run(RunScreen, {"--list", "x", "--nonsense"}), 2);
    EXPECT_EQ(Run(RunScreen,
                  {"--list", "pdf:x", "--queries", Path("list/alt.csv"), "--out", Path("out.csv")}),
              1);
    EXPECT_EQ(Run(RunScorePairs, {"--pairs", Path("none.csv"), "--out", Path("out.csv")}), 1);
    EXPECT_THAT(faults_, HasSubstr("none.csv: cannot be read"));
}

TEST(CsvLineTest, QuotesWhatNeedsIt) {
    EXPECT_EQ(CsvLine({"a", "b, c", "d \"e\"", ""}), "a,\"b, c\",\"d \"\"e\"\"\",\n");
}

TEST(AppendTest, KeepsTheEntriesOfBothLists) {
    SanctionsList all{.version = "a", .entries = {{.number = 1, .program = "p"}}, .names = {{}}};
    Append({.version = "b", .entries = {{.number = 1, .program = "q"}}, .names = {{}}}, all);
    EXPECT_EQ(all.version, "a + b");
    ASSERT_EQ(all.names.size(), 2U);
    EXPECT_EQ(all.entries[all.names[1].entry].program, "q");
}

}  // namespace
}  // namespace clearway::compliance
