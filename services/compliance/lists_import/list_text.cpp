// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/lists_import/list_text.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

#include "cli/packed_file.h"
#include "services/compliance/lists_import/recognise.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kBytesMax = std::size_t{256} << 20;

// Where the text stops to be UTF-8.
std::optional<std::size_t> FirstBrokenByte(std::string_view text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    std::size_t at = 0;
    while (at < text.size()) {
        const auto begin = at;
        UChar32 c = 0;
        U8_NEXT(bytes, at, text.size(), c);
        if (c < 0) return begin;
    }
    return std::nullopt;
}

}  // namespace

core::Error RefusedFile(const std::string& path, std::string_view why) {
    return {.code = core::ErrorCode::kUnavailable,
            .detail = std::filesystem::path(path).filename().string() + ": " + std::string(why)};
}

core::Result<ListText> ReadListText(const std::string& path) {
    cli::PackedFile file(path);
    ListText read;
    std::array<char, 65536> room;
    while (true) {
        const auto count = file.Read(room);
        if (!count) return RefusedFile(path, file.Fault());
        if (*count == 0) break;
        read.text.append(room.data(), *count);
        if (read.text.size() > kBytesMax) return RefusedFile(path, "is larger than 256 MiB");
    }
    if (const auto at = FirstBrokenByte(read.text)) {
        const auto line = std::count(read.text.begin(),
                                     read.text.begin() + static_cast<std::ptrdiff_t>(*at), '\n');
        return RefusedFile(path, "line " + std::to_string(line + 1) + ": is not UTF-8" +
                                     LooksLike(read.text.substr(0, kHeadBytes)));
    }
    if (read.text.starts_with("\xEF\xBB\xBF")) read.text.erase(0, 3);
    read.file = {.name = std::filesystem::path(path).filename().string(),
                 .sha256 = file.Digest(),
                 .bytes = file.BytesRead()};
    return read;
}

bool EndsWithLine(std::string_view text) {
    return text.ends_with('\n') || text.ends_with('\r') || text.ends_with('\x1A');
}

}  // namespace clearway::compliance
