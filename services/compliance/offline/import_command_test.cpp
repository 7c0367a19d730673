// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/offline/import_command.h"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>
#include <sstream>

#include "services/compliance/lists_import/list_test_support.h"

namespace clearway::compliance {
namespace {

using ::testing::HasSubstr;

constexpr char kHeader[] = "id,type,name,country\n";

std::string Rows(int from, int to) {
    std::string rows = kHeader;
    for (int i = from; i < to; ++i)
        rows += std::to_string(i) + ",person,Odo Marchetto the " + std::to_string(i) + "th,NO\n";
    return rows;
}

class ImportCommand : public ImportedLists {
protected:
    int Run(const std::vector<std::string>& words) {
        std::ostringstream out;
        std::ostringstream faults;
        const int code = RunImport(words, out, faults);
        out_ = out.str();
        faults_ = faults.str();
        return code;
    }
    int Compare(const std::string& before, const std::string& after,
                std::vector<std::string> more = {}) {
        more.insert(more.end(), {"--list", "csv:" + Put("new.csv", after), "--previous",
                                 "csv:" + Put("old.csv", before)});
        return Run(more);
    }

    std::string out_;
    std::string faults_;
};

TEST_F(ImportCommand, SaysWhatWasRead) {
    ASSERT_EQ(Run({"--list", "csv:" + Put("own.csv", "id,type,name\n1,person,Odo Marchetto\n")}), 0)
        << faults_;
    EXPECT_EQ(out_,
              "csv, a list without a date\n"
              "  file     own.csv, 36 bytes, SHA-256 "
              "865af2d35bb6065b46fcf4258b5d1caefd468a79033d8a985e38c9faac8dbdc9\n"
              "  entries  1: 1 individuals, 0 entities, 0 vessels, 0 aircraft\n"
              "  names    1: 0 aliases, 0 weak ones\n"
              "  refused  0\n"
              "  notes    0\n"
              "The list may be used.\n");
}

TEST_F(ImportCommand, TellsRefusedEntriesAndGoesOnWithOne) {
    const auto path = Put("own.csv", Rows(1, 10) + "10,robot,X,NO\n");
    ASSERT_EQ(Run({"--list", "csv:" + path}), 0);
    EXPECT_THAT(out_, HasSubstr("  refused  1\n    line 11, id 10: 'robot' is no type"));
    EXPECT_THAT(out_, HasSubstr("may be used, without the entries that were refused"));
    const auto more = Put("own.csv", Rows(1, 10) + "10,robot,X,NO\n11,robot,X,NO\n");
    EXPECT_EQ(Run({"--list", "csv:" + more}), 1);
    EXPECT_THAT(faults_, HasSubstr("refused: 2 of its 11 entries are refused"));
    const auto many = Put("own.csv", Rows(1, 300) + "900,robot,X,NO\n901,robot,X,NO\n");
    EXPECT_EQ(Run({"--list", "csv:" + many}), 0) << "two of three hundred";
}

TEST_F(ImportCommand, TellsWhatIsNew) {
    ASSERT_EQ(Compare(Rows(1, 11), Rows(3, 12)), 0) << faults_;
    EXPECT_THAT(out_, HasSubstr("against the previous list of 10 entries\n"
                                "  added    1\n    11  Odo Marchetto the 11th\n"
                                "  gone     2\n    1  Odo Marchetto the 1th\n"));
    EXPECT_THAT(out_, HasSubstr("  changed  0\n"));
    ASSERT_EQ(Compare(Rows(1, 11), Replaced(Rows(1, 11), "the 7th,NO", "the 7th,SE")), 0);
    EXPECT_THAT(out_, HasSubstr("  changed  1\n    7  Odo Marchetto the 7th (countries)\n"));
    ASSERT_EQ(Compare(Rows(1, 11), Rows(1, 31)), 0);
    EXPECT_THAT(out_, HasSubstr("    and 15 more\n"));
}

TEST_F(ImportCommand, RefusesAListThatLostHalfUnlessToldOtherwise) {
    EXPECT_EQ(Compare(Rows(1, 11), Rows(1, 7)), 0);
    EXPECT_EQ(Compare(Rows(1, 11), Rows(1, 6)), 1);
    EXPECT_THAT(faults_, HasSubstr("5 of 10 entries are gone; --accept-shrink"));
    EXPECT_THAT(out_, HasSubstr("The list is refused: 5 of 10"));
    EXPECT_EQ(Compare(Rows(1, 11), Rows(1, 6), {"--accept-shrink"}), 0);
    EXPECT_THAT(out_, HasSubstr("  gone     5\n"));
}

TEST_F(ImportCommand, SaysAllAsJson) {
    ASSERT_EQ(Compare(Rows(1, 11), Rows(1, 6) + "6,robot,X,NO\n", {"--json"}), 1);
    const auto all = boost::json::parse(out_);
    EXPECT_FALSE(all.at("accepted").as_bool());
    EXPECT_THAT(std::string(all.at("reason").as_string()), HasSubstr("5 of 10"));
    const auto& report = all.at("report");
    EXPECT_EQ(report.at("format").as_string(), "csv");
    EXPECT_EQ(report.at("files").at(0).at("name").as_string(), "new.csv");
    EXPECT_EQ(report.at("files").at(0).at("sha256").as_string().size(), 64U);
    EXPECT_EQ(report.at("entries").at("individuals").as_int64(), 5);
    EXPECT_EQ(report.at("refused").at(0).at("line").as_int64(), 7);
    EXPECT_EQ(report.at("refused").at(0).at("id").as_string(), "6");
    EXPECT_EQ(all.at("delta").at("gone").as_array().size(), 5U);
    ASSERT_EQ(Run({"--list", "csv:" + Put("own.csv", Rows(1, 3)), "--json"}), 0);
    EXPECT_TRUE(boost::json::parse(out_).at("accepted").as_bool());
}

TEST_F(ImportCommand, RefusesWhatItCannotRead) {
    EXPECT_EQ(Run({"--list", "csv:" + (folder_ / "none.csv").string()}), 1);
    EXPECT_THAT(faults_, HasSubstr("import: refused: none.csv: is missing"));
    EXPECT_EQ(Run({"--list", "pdf:x"}), 1);
    EXPECT_THAT(faults_, HasSubstr("'pdf:x' names no form of a list"));
    EXPECT_EQ(Run({"--list", "un-xml:" + Put("own.csv", Rows(1, 3)), "--json"}), 1);
    EXPECT_FALSE(boost::json::parse(out_).at("accepted").as_bool());
    EXPECT_EQ(Run({"--list", "csv:" + Put("own.csv", Rows(1, 3)), "--previous", "csv:none"}), 1);
    EXPECT_THAT(faults_, HasSubstr("--previous: none: is missing"));
}

TEST_F(ImportCommand, ExplainsItself) {
    EXPECT_EQ(Run({"--help"}), 0);
    for (const auto& format : ListFormats())
        EXPECT_THAT(out_, HasSubstr(std::string(format.name) + " "));
    EXPECT_EQ(Run({}), 2);
    EXPECT_EQ(Run({"--list", "csv:x", "--nonsense"}), 2);
}

}  // namespace
}  // namespace clearway::compliance
