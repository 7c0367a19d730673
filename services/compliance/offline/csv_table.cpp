// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/offline/csv_table.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "services/compliance/domain/list/csv.h"

namespace clearway::compliance {

CsvTable::CsvTable(const std::string& path, const std::vector<std::string>& needed) : path_(path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw BadTable(path + ": cannot be read");
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    auto read = ParseCsv(text);
    if (!read) throw BadTable(path + ": " + read.error().detail);
    if (read->rows.empty()) throw BadTable(path + ": line 1: the names of the columns are missing");
    columns_ = std::move(read->rows.front());
    rows_.assign(std::make_move_iterator(read->rows.begin() + 1),
                 std::make_move_iterator(read->rows.end()));
    lines_.assign(read->lines.begin() + 1, read->lines.end());
    for (const auto& name : columns_)
        if (std::ranges::count(columns_, name) > 1)
            throw BadTable(path + ": line 1: the column " + name + " is there twice");
    for (const auto& name : needed)
        if (!Place(name)) throw BadTable(path + ": line 1: there is no column " + name);
    for (std::size_t i = 0; i < rows_.size(); ++i)
        if (rows_[i].size() != columns_.size())
            throw Fault(i, std::to_string(rows_[i].size()) + " fields, the first line has " +
                               std::to_string(columns_.size()));
}

std::optional<std::size_t> CsvTable::Place(std::string_view column) const {
    const auto found = std::ranges::find(columns_, column);
    if (found == columns_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - columns_.begin());
}

const std::string& CsvTable::At(std::size_t row, std::string_view column) const {
    static const std::string kEmpty;
    const auto place = Place(column);
    return place ? rows_[row][*place] : kEmpty;
}

BadTable CsvTable::Fault(std::size_t row, const std::string& what) const {
    return BadTable(path_ + ": line " + std::to_string(lines_[row]) + ": " + what);
}

std::string CsvLine(const std::vector<std::string>& fields) {
    std::string line;
    for (const auto& field : fields) {
        if (&field != &fields.front()) line += ',';
        if (field.find_first_of(",\"\r\n") == std::string::npos) {
            line += field;
            continue;
        }
        line += '"';
        for (const char c : field) line += c == '"' ? std::string("\"\"") : std::string(1, c);
        line += '"';
    }
    return line + '\n';
}

}  // namespace clearway::compliance
