// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/names/tables.h"

#include <algorithm>

namespace clearway::compliance {
namespace {

std::vector<std::string_view> Split(std::string_view text, char by) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(by), text.size());
        if (end > 0) parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

}  // namespace

std::vector<std::string_view> RowsOf(std::string_view table) {
    auto rows = Split(table, '\n');
    std::erase_if(rows, [](std::string_view row) { return row.front() == '#'; });
    return rows;
}

std::vector<std::string_view> WordsOf(std::string_view row) { return Split(row, ' '); }

}  // namespace clearway::compliance
