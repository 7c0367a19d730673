// SPDX-License-Identifier: Apache-2.0
// A comma-separated file whose first line names its columns, in any order; read whole. And the
// writing of such lines.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace clearway::compliance {

// Says the file, the line and what is wrong with it.
class BadTable : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

class CsvTable {
public:
    // Throws BadTable for what cannot be read, a needed column that is not there, one that is there
    // twice, and a row that is longer or shorter than the names.
    CsvTable(const std::string& path, const std::vector<std::string>& needed);

    const std::vector<std::string>& Columns() const { return columns_; }
    std::size_t Rows() const { return rows_.size(); }
    const std::vector<std::string>& Row(std::size_t row) const { return rows_[row]; }
    // Empty where the table does not have the column.
    const std::string& At(std::size_t row, std::string_view column) const;
    // A fault of a row, to be thrown.
    BadTable Fault(std::size_t row, const std::string& what) const;

private:
    std::optional<std::size_t> Place(std::string_view column) const;

    std::string path_;
    std::vector<std::string> columns_;
    std::vector<std::vector<std::string>> rows_;
    std::vector<std::size_t> lines_;
};

// The fields with commas between them and quotes where they are needed, and the end of the line.
std::string CsvLine(const std::vector<std::string>& fields);

}  // namespace clearway::compliance
