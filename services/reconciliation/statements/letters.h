// SPDX-License-Identifier: Apache-2.0
// The letters of a file of text, whatever they were written in, as UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace clearway::reconciliation::statements {

// Empty: the text is UTF-8; else "line 3: is not UTF-8".
std::string FaultOfUtf8(std::string_view text);

struct Utf8Text {
    std::string text;
    std::string note;  // what it was written in
};

// nullopt: it is UTF-8 already. UTF-16 by its byte order mark; all else counts as ISO 8859-1, with
// the letters of Windows-1252 where that has controls.
std::optional<Utf8Text> ToUtf8(std::string_view text);

}  // namespace clearway::reconciliation::statements
