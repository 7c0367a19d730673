// SPDX-License-Identifier: Apache-2.0
#include "gateway/transcode/percent.h"

#include <array>

namespace clearway::gateway {
namespace {

int HexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

struct Utf8Lead {
    unsigned char first, last;      // range of the lead byte
    int continuations;
    unsigned char low, high;        // range of the first continuation byte
};

// The well-formed sequences of the Unicode standard, table 3-7; without control characters.
constexpr std::array kLeads = {
    Utf8Lead{0x20, 0x7e, 0, 0, 0},       Utf8Lead{0xc2, 0xdf, 1, 0x80, 0xbf},
    Utf8Lead{0xe0, 0xe0, 2, 0xa0, 0xbf}, Utf8Lead{0xe1, 0xec, 2, 0x80, 0xbf},
    Utf8Lead{0xed, 0xed, 2, 0x80, 0x9f}, Utf8Lead{0xee, 0xef, 2, 0x80, 0xbf},
    Utf8Lead{0xf0, 0xf0, 3, 0x90, 0xbf}, Utf8Lead{0xf1, 0xf3, 3, 0x80, 0xbf},
    Utf8Lead{0xf4, 0xf4, 3, 0x80, 0x8f},
};

// Length of the character at the start of `text`; 0: none that is allowed.
std::size_t CharacterLength(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    for (const Utf8Lead& lead : kLeads) {
        if (byte(0) < lead.first || byte(0) > lead.last) continue;
        const std::size_t length = 1 + static_cast<std::size_t>(lead.continuations);
        if (text.size() < length) return 0;
        if (length > 1 && (byte(1) < lead.low || byte(1) > lead.high)) return 0;
        for (std::size_t i = 2; i < length; ++i) {
            if (byte(i) < 0x80 || byte(i) > 0xbf) return 0;
        }
        return length;
    }
    return 0;
}

bool IsCleanText(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = CharacterLength(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

}  // namespace

std::optional<std::string> PercentDecode(std::string_view text, PlusSign plus) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus == PlusSign::kBlank) {
            decoded += ' ';
        } else if (text[i] != '%') {
            decoded += text[i];
        } else {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = HexDigit(text[i + 1]);
            const int low = HexDigit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            decoded += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    if (!IsCleanText(decoded)) return std::nullopt;
    return decoded;
}

}  // namespace clearway::gateway
