// SPDX-License-Identifier: Apache-2.0
// A statement's or table's file as one text, unpacked when it is gzip, with the digest of its
// bytes.
#pragma once

#include <string>
#include <string_view>

namespace clearway::reconciliation::statements {

struct FileText {
    std::string name;       // without the folder
    std::string text = {};  // without a byte order mark
    std::string sha256 = {};
    std::string fault = {};  // why there is no text; empty when there is one
};

FileText ReadFileText(const std::string& path);

// Empty: the text is UTF-8; else "line 3: is not UTF-8".
std::string FaultOfUtf8(std::string_view text);

// Each byte as the letter of ISO 8859-1.
std::string FromLatin1(std::string_view text);

}  // namespace clearway::reconciliation::statements
