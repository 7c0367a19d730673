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
// One that is in memory, without another copy of what is not packed. The digest is there also when
// there is no text.
FileText ReadFileBytes(std::string name, std::string bytes);

}  // namespace clearway::reconciliation::statements
