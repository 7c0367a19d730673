// SPDX-License-Identifier: Apache-2.0
// The rows of a table of separated fields, one after the other and without a copy of the text: a
// field may stand in quotes, a quote in it is doubled.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace clearway::reconciliation::statements {

class CsvRows {
public:
    // A text that outlives this. No separator: the one of comma, semicolon, tab and upright
    // line of which the first line has most.
    CsvRows(std::string_view text, char separator);

    // False: no more rows, or a fault. Blank lines are passed over. Fields are trimmed, and valid
    // until the next row.
    bool Next(std::vector<std::string_view>& fields);

    std::size_t Line() const { return begin_; }  // on which the last row begins
    std::size_t BytesRead() const { return at_; }
    const std::string& Fault() const { return fault_; }  // "line 3: a quote that never closes"

private:
    bool ReadField(std::vector<std::string_view>& fields);
    bool ReadQuoted(std::vector<std::string_view>& fields);
    bool EndLine();
    bool Fail(std::string_view what);

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t begin_ = 1;
    std::string fault_;
    std::deque<std::string> unquoted_;  // fields of the row that held doubled quotes
};

std::string_view Trimmed(std::string_view text);

}  // namespace clearway::reconciliation::statements
