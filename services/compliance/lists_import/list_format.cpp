// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/lists_import/list_format.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "services/compliance/lists_import/eu_xml.h"
#include "services/compliance/lists_import/ofac_csv.h"
#include "services/compliance/lists_import/ofac_xml.h"
#include "services/compliance/lists_import/own_csv.h"
#include "services/compliance/lists_import/uk_csv.h"
#include "services/compliance/lists_import/un_xml.h"

namespace clearway::compliance {
namespace {

constexpr auto kFormats = std::to_array<ListFormat>({
    {"ofac-csv", "ofac", "folder with sdn, alt, add and sdn_comments (.csv or .csv.gz)",
     ReadOfacCsv},
    {"ofac-xml", "ofac", "SDN.XML of the US Treasury", ReadOfacXml},
    {"un-xml", "un", "consolidated list of the United Nations", ReadUnXml},
    {"eu-xml", "eu", "consolidated list of the European Union, version 1.1", ReadEuXml},
    {"uk-csv", "uk", "UK Sanctions List, or ConList.csv before 2026", ReadUkCsv},
    {"csv", "own", "columns id, type, name, aliases, birth_date, country, programme", ReadOwnCsv},
});

}  // namespace

std::span<const ListFormat> ListFormats() { return kFormats; }

std::string FormatsHelp(std::string_view indent) {
    std::string help;
    for (const auto& format : kFormats) {
        std::string name(format.name);
        name.resize(std::max<std::size_t>(name.size(), 8), ' ');
        help.append(indent).append(name).append(" ").append(format.path).append("\n");
    }
    return help;
}

core::Result<ImportedList> ImportList(std::string_view source, const ShowProgress& show) {
    const auto colon = source.find(':');
    const auto name = source.substr(0, colon);
    const auto format = std::ranges::find(kFormats, name, &ListFormat::name);
    if (colon == std::string_view::npos || format == kFormats.end())
        return core::Error{.code = core::ErrorCode::kInvalidArgument,
                           .detail = "'" + std::string(source) + "' names no form of a list"};
    return format->read(std::string(source.substr(colon + 1)), show);
}

std::string_view SourceOf(std::string_view source) {
    const auto format =
        std::ranges::find(kFormats, source.substr(0, source.find(':')), &ListFormat::name);
    return format == kFormats.end() ? std::string_view() : format->source;
}

void Append(SanctionsList more, SanctionsList& list) {
    const auto first = static_cast<std::uint32_t>(list.entries.size());
    if (!list.version.empty()) list.version += " + ";
    list.version += more.version;
    std::move(more.entries.begin(), more.entries.end(), std::back_inserter(list.entries));
    for (auto& name : more.names) {
        name.entry += first;
        list.names.push_back(std::move(name));
    }
}

}  // namespace clearway::compliance
