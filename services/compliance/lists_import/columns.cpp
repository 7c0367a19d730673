// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/lists_import/columns.h"

#include <algorithm>

#include "services/compliance/lists_import/list_builder.h"

namespace clearway::compliance {

std::optional<std::size_t> Columns::Place(std::initializer_list<std::string_view> called) const {
    for (const auto name : called) {
        const auto found = std::ranges::find(names_, name);
        if (found != names_.end()) return static_cast<std::size_t>(found - names_.begin());
    }
    return std::nullopt;
}

bool Columns::Has(std::initializer_list<std::string_view> called) const {
    return Place(called).has_value();
}

std::string Columns::FirstUnknown(std::span<const std::string_view> known) const {
    for (const auto& name : names_)
        if (std::ranges::find(known, name) == known.end()) return name;
    return "";
}

std::string Columns::FirstDoubled() const {
    for (const auto& name : names_)
        if (std::ranges::count(names_, name) > 1) return name;
    return "";
}

std::string_view Columns::In(const std::vector<std::string>& row,
                             std::initializer_list<std::string_view> called) const {
    const auto place = Place(called);
    return place ? Trimmed(row[*place]) : std::string_view();
}

}  // namespace clearway::compliance
