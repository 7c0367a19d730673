// SPDX-License-Identifier: Apache-2.0
// docs/reconciliation_rules.md names every column that is understood, and no other.
#include "services/reconciliation/statements/table_columns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

namespace clearway::reconciliation::statements {
namespace {

// The words in code type of the last column of the table of expectations.
std::set<std::string> NamesInDocument() {
    std::ifstream file(CLEARWAY_DOCS_FOLDER "/reconciliation_rules.md");
    std::set<std::string> names;
    bool in_table = false;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("| what it is |")) in_table = true;
        if (line.empty()) in_table = false;
        if (!in_table) continue;
        auto cell = line.substr(line.rfind("| ", line.size() - 3));
        for (auto at = cell.find('`'); at != std::string::npos;) {
            const auto end = cell.find('`', at + 1);
            names.insert(cell.substr(at + 1, end - at - 1));
            at = cell.find('`', end + 1);
        }
    }
    return names;
}

TEST(TableColumns, AreThoseOfTheDocument) {
    std::set<std::string> understood;
    for (const auto& column : ColumnNames())
        for (const auto name : column.names)
            EXPECT_TRUE(understood.emplace(name).second) << name << " means two things";
    EXPECT_THAT(NamesInDocument(), ::testing::ContainerEq(understood));
}

TEST(TableColumns, TakeThePreferredNameOfSeveral) {
    const std::vector<std::string_view> header{"Reference", "Amount", "Date", "Ref",
                                               "Payment Reference"};
    const TableColumns columns(header, {});
    const std::vector<std::string_view> row{"a", "1", "2026-03-01", "b", "c"};
    EXPECT_EQ(columns.In(row, Meaning::kReference), "a");
    EXPECT_EQ(columns.In(row, Meaning::kUetr), "");
}

}  // namespace
}  // namespace clearway::reconciliation::statements
