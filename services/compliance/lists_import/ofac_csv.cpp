// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/lists_import/ofac_csv.h"

#include <filesystem>
#include <optional>
#include <unordered_map>
#include <utility>

#include "services/compliance/domain/list/csv.h"
#include "services/compliance/lists_import/list_builder.h"
#include "services/compliance/lists_import/list_text.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kAddressColumns = 6;
constexpr std::size_t kCountryColumn = 4;
// Whoever names a folder may name a part of a list.
constexpr ListLimits kAnySize{
    .entries_min = 1, .individuals_min = 0, .entities_min = 0, .aliases_min = 0};

core::Error Refused(std::string why) {
    return {.code = core::ErrorCode::kUnavailable, .detail = "add: " + std::move(why)};
}

// Where somebody lives is a country of his as well.
std::optional<core::Error> AddCountries(std::string_view text, SanctionsList& list) {
    const auto file = ParseCsv(text);
    if (!file) return Refused(file.error().detail);
    std::unordered_map<std::string_view, ListEntry*> entries;
    for (auto& entry : list.entries) entries.emplace(entry.id, &entry);
    for (std::size_t i = 0; i < file->rows.size(); ++i) {
        const auto& row = file->rows[i];
        const auto line = "line " + std::to_string(file->lines[i]) + ": ";
        if (row.size() != kAddressColumns) return Refused(line + "another number of columns");
        const auto entry = entries.find(row[0]);
        if (entry == entries.end()) return Refused(line + "an entry that sdn does not have");
        AddCountry(row[kCountryColumn], entry->second->facts);
    }
    return std::nullopt;
}

// sdn.csv or sdn.csv.gz.
std::string PathOf(const std::string& folder, const std::string& name) {
    const auto plain = std::filesystem::path(folder) / (name + ".csv");
    return std::filesystem::exists(plain) ? plain.string() : plain.string() + ".gz";
}

}  // namespace

core::Result<ImportedList> ReadOfacCsv(const std::string& folder, const ShowProgress& show) {
    if (!std::filesystem::is_directory(folder))
        return RefusedFile(folder, "is no folder with sdn, alt and sdn_comments");
    ListFiles files;
    std::string addresses;
    ImportedList imported{.list = {}, .report = {.format = "ofac-csv"}};
    for (const auto& [name, text] :
         {std::pair("sdn", &files.sdn), std::pair("alt", &files.alt),
          std::pair("sdn_comments", &files.comments), std::pair("add", &addresses)}) {
        const auto path = PathOf(folder, name);
        if (text == &addresses && !std::filesystem::exists(path)) continue;
        auto read = ReadListText(path);
        if (!read) return std::move(read).error();
        *text = std::move(read->text);
        imported.report.files.push_back(std::move(read->file));
    }
    show(0.5, 0);
    auto list = ReadSanctionsList(files, "folder", kAnySize);
    if (!list) return std::move(list).error();
    if (auto error = AddCountries(addresses, *list)) return *error;
    imported.list = std::move(*list);
    CountList(imported.list, imported.report);
    return imported;
}

}  // namespace clearway::compliance
