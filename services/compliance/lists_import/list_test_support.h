// SPDX-License-Identifier: Apache-2.0
// For tests of importers: a folder with lists, and what was read as lines of text.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "services/compliance/lists_import/list_format.h"

namespace clearway::compliance {

class ImportedLists : public ::testing::Test {
protected:
    ImportedLists() { std::filesystem::create_directories(folder_); }
    ~ImportedLists() override { std::filesystem::remove_all(folder_); }

    std::string Put(const std::string& name, std::string_view bytes) const {
        std::ofstream(folder_ / name, std::ios::binary) << bytes;
        return (folder_ / name).string();
    }
    core::Result<ImportedList> Import(const std::string& format, std::string_view bytes) const {
        return ImportList(format + ":" + Put("LIST", bytes), [](double, std::uint64_t) {});
    }
    // Why it cannot be read; empty when it was.
    std::string FaultOf(const std::string& format, std::string_view bytes) const {
        const auto imported = Import(format, bytes);
        return imported ? std::string() : imported.error().detail;
    }

    const std::filesystem::path folder_ =
        std::filesystem::path(::testing::TempDir()) /
        ("lists-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
};

inline std::string Replaced(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

// "=NAME", "+strong alias", "-weak alias", in the order of the list.
inline std::vector<std::string> NamesOf(const SanctionsList& list, std::size_t entry) {
    std::vector<std::string> names;
    for (const auto& name : list.names)
        if (name.entry == entry)
            names.push_back("=+-"[static_cast<std::size_t>(name.quality)] + name.name);
    return names;
}

// "1962-11-26", "1960-1964"
inline std::vector<std::string> BirthsOf(const ListEntry& entry) {
    std::vector<std::string> births;
    for (const auto& birth : entry.facts.births) {
        auto text = std::to_string(birth.year_from);
        if (birth.year_to != birth.year_from) text += "-" + std::to_string(birth.year_to);
        for (const int part : {birth.month, birth.day})
            if (part > 0) text += "-" + std::to_string(part);
        births.push_back(text);
    }
    return births;
}

// "3 7: no name"
inline std::vector<std::string> LinesOf(const std::vector<EntryRemark>& remarks) {
    std::vector<std::string> lines;
    for (const auto& remark : remarks)
        lines.push_back(std::to_string(remark.line) + " " + remark.id + ": " + remark.what);
    return lines;
}

}  // namespace clearway::compliance
