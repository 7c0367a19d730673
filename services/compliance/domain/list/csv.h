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

// Fields that say "-0-" (empty, as the Treasury writes it) become empty.
// Errors: kUnavailable with the line of a quote that never closes or is followed by other text.
core::Result<CsvFile> ParseCsv(std::string_view text);

}  // namespace clearway::compliance
