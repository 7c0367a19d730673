// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/file_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>

#include "cli/packed_file.h"

namespace clearway::reconciliation::statements {
namespace {

constexpr std::size_t kBytesMax = std::size_t{1} << 30;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// How many bytes the letter at the beginning has; 0: it is none (too long a form, a surrogate,
// past U+10FFFF, cut short).
std::size_t LetterLength(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const auto first = byte(0);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0) != 0x80) return 0;
    const auto second = byte(1);
    const bool wrong = (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
                       (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
    return wrong ? 0 : length;
}

}  // namespace

FileText ReadFileText(const std::string& path) {
    FileText read{.name = std::filesystem::path(path).filename().string()};
    cli::PackedFile file(path);
    read.text.reserve(std::min<std::size_t>(file.Size(), kBytesMax));
    std::array<char, 65536> room;
    while (true) {
        const auto count = file.Read(room);
        if (!count) {
            read.fault = file.Fault();
            return read;
        }
        if (*count == 0) break;
        read.text.append(room.data(), *count);
        if (read.text.size() > kBytesMax) {
            read.fault = "is larger than 1 GiB";
            return read;
        }
    }
    if (read.text.starts_with(kByteOrderMark)) read.text.erase(0, kByteOrderMark.size());
    read.sha256 = file.Digest();
    return read;
}

std::string FaultOfUtf8(std::string_view text) {
    std::size_t line = 1;
    while (!text.empty()) {
        const auto length = LetterLength(text);
        if (length == 0) return "line " + std::to_string(line) + ": is not UTF-8";
        line += text.front() == '\n';
        text.remove_prefix(length);
    }
    return {};
}

std::string FromLatin1(std::string_view text) {
    std::string utf8;
    for (const char c : text) {
        const auto byte = static_cast<std::uint8_t>(c);
        if (byte < 0x80) {
            utf8 += c;
        } else {
            utf8 += static_cast<char>(0xC0 | byte >> 6);
            utf8 += static_cast<char>(0x80 | (byte & 0x3F));
        }
    }
    return utf8;
}

}  // namespace clearway::reconciliation::statements
