// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/lists_import/ofac_csv.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "services/compliance/domain/list/csv.h"
#include "services/compliance/store/list_source.h"

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
        auto& countries = entry->second->facts.countries;
        auto country = CountryOf(row[kCountryColumn]);
        if (!country.empty() && std::ranges::find(countries, country) == countries.end())
            countries.push_back(std::move(country));
    }
    return std::nullopt;
}

}  // namespace

core::Result<SanctionsList> ReadOfacCsv(const std::string& folder) {
    const auto files = ReadListFolder(folder);
    if (!files) return files.error();
    auto list = ReadSanctionsList(*files, "folder", kAnySize);
    if (!list) return list;
    const auto addresses = ReadListFile(folder, "add");
    if (!addresses) return list;
    if (auto error = AddCountries(*addresses, *list)) return *error;
    return list;
}

}  // namespace clearway::compliance
