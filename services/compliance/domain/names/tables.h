// SPDX-License-Identifier: Apache-2.0
// Reads the tables of words that are built in from tables/*.txt: a row a line, words with blanks
// between them, '#' begins a line of comment.
#pragma once

#include <string_view>
#include <vector>

namespace clearway::compliance {

std::vector<std::string_view> RowsOf(std::string_view table);
std::vector<std::string_view> WordsOf(std::string_view row);

}  // namespace clearway::compliance
