// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/letters.h"

#include <array>
#include <cstdint>

namespace clearway::reconciliation::statements {
namespace {

// 0x80 to 0x9F in Windows-1252; in ISO 8859-1 nobody writes what stands there.
constexpr std::array<char16_t, 32> kWindows{
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

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

void Append(char32_t letter, std::string& utf8) {
    const auto tail = [&](unsigned shift) {
        utf8 += static_cast<char>(0x80 | ((letter >> shift) & 0x3F));
    };
    if (letter < 0x80) {
        utf8 += static_cast<char>(letter);
    } else if (letter < 0x800) {
        utf8 += static_cast<char>(0xC0 | letter >> 6);
        tail(0);
    } else if (letter < 0x10000) {
        utf8 += static_cast<char>(0xE0 | letter >> 12);
        tail(6);
        tail(0);
    } else {
        utf8 += static_cast<char>(0xF0 | letter >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

bool IsSurrogate(char32_t unit) { return unit >= 0xD800 && unit <= 0xDFFF; }

std::string FromUtf16(std::string_view text, bool big_endian) {
    const auto unit = [&](std::size_t at) -> char32_t {
        const auto first = static_cast<std::uint8_t>(text[at]);
        const auto second = static_cast<std::uint8_t>(text[at + 1]);
        return big_endian ? first << 8 | second : second << 8 | first;
    };
    std::string utf8;
    for (std::size_t at = 2; at + 1 < text.size(); at += 2) {
        auto letter = unit(at);
        if (letter >= 0xD800 && letter < 0xDC00 && at + 3 < text.size() &&
            IsSurrogate(unit(at + 2))) {
            letter = 0x10000 + ((letter - 0xD800) << 10) + (unit(at + 2) & 0x3FF);
            at += 2;
        }
        Append(IsSurrogate(letter) ? 0xFFFD : letter, utf8);
    }
    return utf8;
}

std::string FromLatin1(std::string_view text) {
    std::string utf8;
    for (const char c : text) {
        const auto byte = static_cast<std::uint8_t>(c);
        Append(byte >= 0x80 && byte < 0xA0 ? kWindows[byte - 0x80] : byte, utf8);
    }
    return utf8;
}

}  // namespace

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

std::optional<Utf8Text> ToUtf8(std::string_view text) {
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        return Utf8Text{FromUtf16(text, text.front() == '\xFE'), "is UTF-16"};
    if (FaultOfUtf8(text).empty()) return std::nullopt;
    return Utf8Text{FromLatin1(text), "is not UTF-8 and was read as ISO 8859-1"};
}

}  // namespace clearway::reconciliation::statements
