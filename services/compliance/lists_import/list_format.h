// SPDX-License-Identifier: Apache-2.0
// The forms in which lists come: each is a name, what its path is, and a function that reads it. A
// new form is a file here and a row in list_format.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/result.h"
#include "services/compliance/domain/list/sanctions_list.h"
#include "services/compliance/lists_import/import_report.h"

namespace clearway::compliance {

struct ListFormat {
    std::string_view name;
    std::string_view source;  // whose list it is: two forms of one source hold the same entries
    std::string_view path;    // for --help
    core::Result<ImportedList> (*read)(const std::string& path, const ShowProgress& show);
};

std::span<const ListFormat> ListFormats();

// A line for each, for --help.
std::string FormatsHelp(std::string_view indent);

// `source` is FORMAT:PATH. Errors: kInvalidArgument for a form that is not there, else those of the
// form (kUnavailable with file, line and reason). Whether what was read is to be used is another
// question: see ReasonToRefuse.
core::Result<ImportedList> ImportList(std::string_view source, const ShowProgress& show);

// Whose list FORMAT:PATH is; empty for a form that is not there.
std::string_view SourceOf(std::string_view source);

// Adds the entries of one list to another; each keeps the id that its list gave it.
void Append(SanctionsList more, SanctionsList& list);

}  // namespace clearway::compliance
