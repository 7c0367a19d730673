// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/offline/store_import.h"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "services/compliance/books/list_desk_test_support.h"
#include "services/compliance/offline/import_command.h"

namespace clearway::compliance {
namespace {

using ::testing::HasSubstr;

std::string Rows(int from, int to, const std::string& more = {}) {
    std::string rows = "id,type,name,country\n";
    for (int i = from; i < to; ++i)
        rows += std::to_string(i) + ",person,Odo Marchetto the " + std::to_string(i) + "th,NO\n";
    return rows + more;
}

constexpr char kUn[] =
    R"(<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-11-02T00:00:00"><INDIVIDUALS>)"
    R"(<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>ODO</FIRST_NAME><SECOND_NAME>MARCHETTO</SECOND_NAME>)"
    R"(<UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE><REFERENCE_NUMBER>QDi.001</REFERENCE_NUMBER>)"
    R"(</INDIVIDUAL></INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>)";

class StoreImportTest : public ListDeskTest {
protected:
    StoreImportTest() {
        std::filesystem::create_directories(folder_);
        ::setenv("CLEARWAY_DATABASE_URL", database_.Url().c_str(), 1);
    }
    ~StoreImportTest() override {
        ::unsetenv("CLEARWAY_DATABASE_URL");
        std::filesystem::remove_all(folder_);
    }

    std::string Put(const std::string& bytes) const {
        std::ofstream(folder_ / "LIST", std::ios::binary) << bytes;
        return (folder_ / "LIST").string();
    }
    int Import(const std::string& format, const std::string& bytes,
               std::vector<std::string> more = {}) {
        more.insert(more.end(), {"--list", format + ":" + Put(bytes)});
        std::ostringstream out, faults;
        const int code = RunImport(more, out, faults);
        out_ = out.str();
        faults_ = faults.str();
        return code;
    }
    // All rows of all tables about lists.
    std::string Everything() {
        return Ask(
            "SELECT coalesce(string_agg(t::text, '|' ORDER BY t::text), '') FROM "
            "(SELECT list_versions::text FROM list_versions UNION ALL "
            "SELECT digest::text FROM list_contents) t");
    }
    core::Uuid IdOf(const std::string& where) {
        return *core::Uuid::Parse(Ask("SELECT list_version_id FROM list_versions WHERE " + where));
    }

    const std::filesystem::path folder_ =
        std::filesystem::path(::testing::TempDir()) /
        ("store-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::string out_;
    std::string faults_;
};

TEST_F(StoreImportTest, StoresAVersionOnceAndOperatorsMakeItActive) {
    auto process = Start();
    ASSERT_EQ(Import("csv", Rows(1, 11), {"--date", "2026-11-28", "--by", "mia"}), 0) << faults_;
    EXPECT_THAT(out_, HasSubstr("The list is stored: own-2026-11-28/"));
    EXPECT_THAT(out_, HasSubstr(", imported\n"));
    EXPECT_EQ(Ask("SELECT imported_by FROM list_versions WHERE source = 'own'"), "mia");
    const auto before = Everything();
    ASSERT_EQ(Import("csv", Rows(1, 11), {"--date", "2026-11-28", "--by", "ada"}), 0);
    EXPECT_THAT(out_, HasSubstr("The list is stored already: own-2026-11-28/"));
    EXPECT_EQ(Everything(), before);
    EXPECT_EQ(HitsOf(*process, "Odo Marchetto the 7th"), 1U) << "the first list has him";
    const auto own = IdOf("source = 'own'");
    MakeActive(*process, own);
    EXPECT_EQ(process->desk.Lists().Get()->GetScreener().EntryCount(), 11U);
    EXPECT_EQ(Ask("SELECT report->'entries'->>'individuals' FROM list_versions WHERE source = "
                  "'own'"),
              "10");
}

TEST_F(StoreImportTest, SaysWhatWouldChangeInTheActiveList) {
    auto process = Start();
    ASSERT_EQ(Import("csv", Rows(1, 11)), 0);
    MakeActive(*process, IdOf("source = 'own'"));
    ASSERT_EQ(Import("csv", Rows(3, 12), {"--json"}), 0) << faults_;
    const auto all = boost::json::parse(out_);
    EXPECT_EQ(all.at("delta").at("previous_entries").as_int64(), 10);
    EXPECT_EQ(all.at("delta").at("added").as_array().size(), 1U);
    EXPECT_EQ(all.at("delta").at("gone").as_array().size(), 2U);
    EXPECT_EQ(all.at("stored").at("state").as_string(), "imported");
    EXPECT_TRUE(all.at("stored").at("new").as_bool());
    EXPECT_EQ(Import("csv", Rows(3, 12), {"--previous", "csv:x"}), 2);
}

TEST_F(StoreImportTest, AListThatIsNotWholeChangesNothing) {
    auto process = Start();
    ASSERT_EQ(Import("csv", Rows(1, 11)), 0);
    MakeActive(*process, IdOf("source = 'own'"));
    const auto before = Everything();
    const std::string un = kUn;
    ASSERT_EQ(Import("un-xml", un), 0) << faults_;
    const auto with_un = Everything();
    ASSERT_NE(with_un, before);
    // Cut short: anywhere in the document, and in a line.
    for (std::size_t size = 1; size < un.size(); size += 7)
        EXPECT_EQ(Import("un-xml", un.substr(0, size)), 1) << size;
    const auto rows = Rows(1, 12);
    EXPECT_EQ(Import("csv", rows.substr(0, rows.size() - 5)), 1);
    EXPECT_EQ(Import("csv", ""), 1);
    EXPECT_EQ(Import("csv", "<html><body>503 Service Unavailable</body></html>\n"), 1);
    // Swapped.
    EXPECT_EQ(Import("csv", un), 1);
    EXPECT_EQ(Import("eu-xml", un), 1);
    EXPECT_EQ(Import("un-xml", Rows(1, 11)), 1);
    // Downloaded in part, and by chance to the end of a line.
    EXPECT_EQ(Import("csv", Rows(1, 6)), 1);
    EXPECT_THAT(faults_, HasSubstr("5 of 10 entries are gone; --accept-shrink"));
    EXPECT_EQ(Everything(), with_un);
    EXPECT_EQ(Import("csv", Rows(1, 6), {"--accept-shrink"}), 0);
    EXPECT_NE(Everything(), with_un);
    // It is stored; to be active it takes two operators who say why.
    const auto half = IdOf("entries = 5");
    EXPECT_FALSE(Activate(*process, half, "ada"));
    MakeActive(*process, half, "the programme ended");
}

TEST_F(StoreImportTest, KeepsAReportWithWhatTheDatabaseCannotHold) {
    ASSERT_EQ(Import("csv", Rows(1, 300, std::string("900,ro\0bot,X,NO\n", 16))), 0) << faults_;
    EXPECT_EQ(Ask("SELECT refused FROM list_versions"), "1");
}

TEST_F(StoreImportTest, AnnouncesImportsThatNoServiceSaw) {
    ASSERT_EQ(Import("csv", Rows(1, 11)), 0);
    const auto own = IdOf("source = 'own'");
    EXPECT_TRUE(FactsOf(own).empty());
    auto process = Start();
    process->desk.Announce();
    process->desk.Announce();
    EXPECT_THAT(FactsOf(own), ::testing::ElementsAre("ListImported"));
}

TEST_F(StoreImportTest, SaysThatTheDatabaseIsNotThere) {
    ::setenv("CLEARWAY_DATABASE_URL", "postgresql://localhost:1/none", 1);
    EXPECT_EQ(Import("csv", Rows(1, 11)), 1);
    EXPECT_FALSE(faults_.empty());
}

}  // namespace
}  // namespace clearway::compliance
