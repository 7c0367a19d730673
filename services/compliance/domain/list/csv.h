// SPDX-License-Identifier: Apache-2.0
// The comma-separated files of the sanctions list: quoted fields, doubled quotes, and a last line
// that holds the byte 0x1A. It knows the form, not the columns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace clearway::compliance {

struct CsvFile {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::size_t> lines;  // of each row the line on which it begins
    bool ended = false;              // the closing 0x1A line was there: the file is whole
};

// One row after the other, of a text that must outlive this.
class CsvRows {
public:
    explicit CsvRows(std::string_view text) : text_(text) {}

    // False: no more rows. Errors: as ParseCsv.
    core::Result<bool> Next(std::vector<std::string>& row);
    std::size_t Line() const { return begin_; }  // on which the last row begins
    std::size_t BytesRead() const { return at_; }
    bool Ended() const { return ended_; }  // the closing 0x1A line was reached

private:
    core::Error Fault(std::string_view what) const;
    bool Skip(char c);
    bool SkipLineEnd();
    bool OnlyLineEndsFollow() const;
    bool ReadField(std::string& field);
    bool ReadQuoted(std::string& field);

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t begin_ = 1;
    bool ended_ = false;
};

// Fields that say "-0-" (empty, as the Treasury writes it) become empty.
// Errors: kUnavailable with the line of a quote that never closes or is followed by other text.
core::Result<CsvFile> ParseCsv(std::string_view text);

}  // namespace clearway::compliance
