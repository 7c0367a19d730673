// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/lists_import/xml_list.h"

#include <algorithm>
#include <filesystem>

#include "cli/packed_file.h"
#include "services/compliance/lists_import/list_text.h"
#include "services/compliance/lists_import/recognise.h"
#include "xml/reader.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kDateLength = 10;  // "2021-07-16" of "2021-07-16T08:00:00Z"

bool IsRoot(const XmlForm& form, const xml::Reader& reader) {
    return reader.Name() == form.root &&
           (form.name_space.empty() || reader.Namespace() == form.name_space);
}

bool IsContainer(const XmlForm& form, const xml::Reader& reader) {
    return reader.Depth() == 1 &&
           std::ranges::find(form.containers, reader.Name()) != form.containers.end();
}

void ReadEntries(const XmlForm& form, const cli::PackedFile& file, const ShowProgress& show,
                 xml::Reader& reader, ListBuilder& builder) {
    while (reader.Next()) {
        if (IsContainer(form, reader)) continue;
        const auto element = reader.ReadElement();
        if (!element) return;
        form.add(*element, builder);
        show(file.ShareRead(), builder.Seen());
    }
}

}  // namespace

core::Result<ImportedList> ReadXmlList(const XmlForm& form, const std::string& path,
                                       const ShowProgress& show) {
    cli::PackedFile file(path);
    std::string head;
    xml::Reader reader([&](std::span<char> room) {
        const auto count = file.Read(room);
        if (count && head.size() < kHeadBytes) head.append(room.data(), *count);
        return count;
    });
    const auto fault = [&] { return file.Fault().empty() ? reader.Fault() : file.Fault(); };
    if (!reader.Next()) return RefusedFile(path, fault() + LooksLike(head));
    if (!IsRoot(form, reader))
        return RefusedFile(path, "is no " + std::string(form.format) + ": its root is <" +
                                     std::string(reader.Name()) + ">" + LooksLike(head));
    ListBuilder builder{std::string(form.format)};
    if (!form.date_attribute.empty())
        builder.SetDate(reader.Attribute(std::string(form.date_attribute)).substr(0, kDateLength));
    ReadEntries(form, file, show, reader, builder);
    if (!fault().empty()) return RefusedFile(path, fault());
    return std::move(builder).Finish({{.name = std::filesystem::path(path).filename().string(),
                                       .sha256 = file.Digest(),
                                       .bytes = file.BytesRead()}});
}

}  // namespace clearway::compliance
