// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/lists_import/list_format.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "services/compliance/lists_import/ofac_csv.h"

namespace clearway::compliance {
namespace {

constexpr auto kFormats = std::to_array<ListFormat>({
    {"ofac-csv", "folder with sdn, alt, add and sdn_comments (.csv or .csv.gz)", ReadOfacCsv},
});

}  // namespace

std::span<const ListFormat> ListFormats() { return kFormats; }

core::Result<SanctionsList> ReadList(std::string_view source) {
    const auto colon = source.find(':');
    const auto name = source.substr(0, colon);
    const auto format = std::ranges::find(kFormats, name, &ListFormat::name);
    if (colon == std::string_view::npos || format == kFormats.end())
        return core::Error{.code = core::ErrorCode::kInvalidArgument,
                           .detail = "'" + std::string(source) + "' names no form of a list"};
    return format->read(std::string(source.substr(colon + 1)));
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
