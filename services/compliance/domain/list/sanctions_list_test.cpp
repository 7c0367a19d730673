// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/list/sanctions_list.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "services/compliance/domain/list/csv.h"
#include "services/compliance/store/list_source.h"

namespace clearway::compliance {
namespace {

constexpr ListLimits kSmall{
    .entries_min = 2, .individuals_min = 1, .entities_min = 1, .aliases_min = 1};
constexpr char kSdn[] =
    "36,\"AERO LINES\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"a.k.a. 'AL'.\"\r\n"
    "173,\"DOE, John \"\"Jack\"\"\",\"individual\",\"SDGT\","
    "-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
    "\x1a\r\n";
constexpr char kAlt[] = "36,12,\"aka\",\"AERO-LINES\",-0- \r\n\x1a";
constexpr char kComments[] = "173,\"; f.k.a. 'O'HARA, Jack'; DOB 1970.\"\r\n";

ListFiles Small() { return {.sdn = kSdn, .alt = kAlt, .comments = kComments}; }

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(Csv, ReadsQuotesEmptyMarksAndTheClosingLine) {
    const auto file = ParseCsv("1,\"a, \"\"b\"\"\",-0- \r\n2,,\"-0- x\"\n\x1a\r\n");
    ASSERT_TRUE(file);
    EXPECT_TRUE(file->ended);
    ASSERT_EQ(file->rows.size(), 2U);
    EXPECT_EQ(file->rows[0], (std::vector<std::string>{"1", "a, \"b\"", ""}));
    EXPECT_EQ(file->rows[1], (std::vector<std::string>{"2", "", "-0- x"}));
    EXPECT_FALSE(ParseCsv("1,2\n")->ended);
    EXPECT_FALSE(ParseCsv("1,\"open\n"));
    EXPECT_FALSE(ParseCsv("1,\"a\"b\n"));
    EXPECT_FALSE(ParseCsv("1,2\n\x1a\n3,4\n"));
}

TEST(SanctionsListTest, HoldsPrimaryNamesAliasesAndTheWeakAliasesOfRemarks) {
    const auto list = ReadSanctionsList(Small(), "2026-01", kSmall);
    ASSERT_TRUE(list) << list.error().detail;
    ASSERT_EQ(list->entries.size(), 2U);
    EXPECT_EQ(list->entries[0].number, 36);
    EXPECT_EQ(list->entries[0].type, EntryType::kEntity);
    EXPECT_EQ(list->entries[1].program, "SDGT");
    ASSERT_EQ(list->names.size(), 5U);
    EXPECT_EQ(list->names[1].name, "DOE, John \"Jack\"");
    EXPECT_EQ(list->names[2].quality, NameQuality::kAlias);
    EXPECT_EQ(list->names[3].name, "AL");
    EXPECT_EQ(list->names[4].name, "O'HARA, Jack");
    EXPECT_EQ(list->names[4].quality, NameQuality::kWeakAlias);
    EXPECT_TRUE(list->version.starts_with("ofac-sdn-2026-01/"));
    EXPECT_EQ(list->version.size(), std::string("ofac-sdn-2026-01/").size() + 12);
}

TEST(SanctionsListTest, IsRefusedWhenItIsNotWhole) {
    struct Row {
        const char* name;
        ListFiles files;
    };
    const auto sdn = [](std::string text) {
        auto files = Small();
        files.sdn = std::move(text);
        return files;
    };
    const auto alt = [](std::string text) {
        auto files = Small();
        files.alt = std::move(text);
        return files;
    };
    const Row rows[] = {
        {"empty file", sdn("")},
        {"only the closing line", sdn("\x1a")},
        {"cut before the closing line", sdn(Replaced(kSdn, "\x1a", ""))},
        {"cut within a row", sdn(std::string(kSdn).substr(0, 60))},
        {"cut within a quote", sdn(std::string(kSdn).substr(0, 8))},
        {"foreign text", sdn("<html><body>Moved</body></html>")},
        {"another file's columns", sdn(kAlt)},
        {"a column less", sdn(Replaced(kSdn, "\"CUBA\",", ""))},
        {"a number that is none", sdn(Replaced(kSdn, "173", "17x"))},
        {"a number twice", sdn(Replaced(kSdn, "173", "36"))},
        {"an unknown type", sdn(Replaced(kSdn, "individual", "person"))},
        {"no name", sdn(Replaced(kSdn, "\"AERO LINES\"", "-0- "))},
        {"no individuals", sdn(Replaced(kSdn, "\"individual\"", "-0- "))},
        {"no aliases", alt("\x1a")},
        {"aliases cut short", alt(Replaced(kAlt, "\x1a", ""))},
        {"an alias of nobody", alt(Replaced(kAlt, "36,", "37,"))},
        {"an alias without a name", alt(Replaced(kAlt, "\"AERO-LINES\"", "-0- "))},
    };
    for (const auto& row : rows) {
        const auto list = ReadSanctionsList(row.files, "2026-01", kSmall);
        EXPECT_FALSE(list) << row.name;
        if (!list) {
            EXPECT_EQ(list.error().code, core::ErrorCode::kUnavailable) << row.name;
        }
    }
    EXPECT_FALSE(ReadSanctionsList(Small(), "2026-01")) << "two rows are no whole list";
}

TEST(SanctionsListTest, ChangesItsVersionWithEveryFile) {
    const auto version = [](const ListFiles& files) {
        return ReadSanctionsList(files, "2026-01", kSmall)->version;
    };
    auto other = Small();
    other.comments = Replaced(kComments, "1970", "1971");
    EXPECT_EQ(version(Small()), version(Small()));
    EXPECT_NE(version(Small()), version(other));
}

TEST(SanctionsListTest, OfThisReleaseIsTheWholeListOfJuly2021) {
    const auto files = BuiltInListFiles();
    ASSERT_TRUE(files);
    const auto list = ReadSanctionsList(*files, kBuiltInMonth);
    ASSERT_TRUE(list) << list.error().detail;
    const auto count = [&](EntryType type) {
        return std::count_if(list->entries.begin(), list->entries.end(),
                             [type](const ListEntry& entry) { return entry.type == type; });
    };
    EXPECT_EQ(list->entries.size(), 8'976U);
    EXPECT_EQ(count(EntryType::kIndividual), 4'620);
    EXPECT_EQ(count(EntryType::kEntity), 3'673);
    EXPECT_EQ(count(EntryType::kVessel), 406);
    EXPECT_EQ(count(EntryType::kAircraft), 277);
    const auto aliases =
        std::count_if(list->names.begin(), list->names.end(),
                      [](const ListedName& name) { return name.quality == NameQuality::kAlias; });
    EXPECT_EQ(aliases, 11'910);
    EXPECT_EQ(list->version, "ofac-sdn-2021-07/17caaae05e97");
}

}  // namespace
}  // namespace clearway::compliance
