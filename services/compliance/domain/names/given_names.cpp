// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/names/given_names.h"

#include <unordered_map>

#include "embedded/compliance_name_tables.h"
#include "services/compliance/domain/names/tables.h"

namespace clearway::compliance {
namespace {

using Index = std::unordered_map<std::string_view, std::vector<GivenName>>;

void AddRow(Index& index, std::uint16_t number, std::string_view row) {
    bool is_short = false;
    for (const auto word : WordsOf(row)) {
        if (word == "|")
            is_short = true;
        else
            index[word].push_back({number, is_short});
    }
}

}  // namespace

const std::vector<GivenName>& GivenNamesOf(std::string_view word) {
    static const std::vector<GivenName> kNone;
    static const Index index = [] {
        Index made;
        std::uint16_t number = 0;
        for (const auto row : RowsOf(embedded::compliance_name_tables::kGivenNames))
            AddRow(made, number++, row);
        return made;
    }();
    const auto found = index.find(word);
    return found == index.end() ? kNone : found->second;
}

GivenNameKinship KinshipOf(const std::vector<GivenName>& a, const std::vector<GivenName>& b) {
    if (a.empty() || b.empty()) return GivenNameKinship::kUnknown;
    bool related = false;
    for (const auto& one : a)
        for (const auto& other : b) {
            if (one.row != other.row) continue;
            if (one.is_short != other.is_short) return GivenNameKinship::kShortForm;
            related = true;
        }
    return related ? GivenNameKinship::kOtherForm : GivenNameKinship::kDifferent;
}

}  // namespace clearway::compliance
