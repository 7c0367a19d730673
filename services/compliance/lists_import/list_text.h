// SPDX-License-Identifier: Apache-2.0
// A list's file as one text, for the forms that are lines of text: unpacked, in UTF-8, and with the
// digest of its bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "services/compliance/lists_import/import_report.h"

namespace clearway::compliance {

struct ListText {
    std::string text;
    ListFileRead file;
};

// Errors: kUnavailable with the name and the reason: what cannot be read, is larger than 256 MiB,
// or not UTF-8 throughout, with the line.
core::Result<ListText> ReadListText(const std::string& path);

// "LIST.CSV: why", as an error.
core::Error RefusedFile(const std::string& path, std::string_view why);

// Whether the last row ended with its line. A row may end in the midst of its last field unseen, so
// a file without its last line end counts as cut short.
bool EndsWithLine(std::string_view text);

}  // namespace clearway::compliance
