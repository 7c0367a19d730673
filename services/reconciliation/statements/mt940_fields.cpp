// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/mt940_fields.h"

#include <algorithm>

namespace clearway::reconciliation::statements {
namespace {

constexpr std::string_view kAroundLines = " \t\r\x01\x03";

// "61" of ":61:..."; empty: the line begins no field.
std::string_view TagOf(std::string_view line) {
    if (!line.starts_with(':')) return {};
    const auto end = line.find(':', 1);
    if (end == std::string_view::npos || end < 3 || end > 4) return {};
    const auto tag = line.substr(1, end - 1);
    const auto is_tag = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); };
    return std::ranges::all_of(tag, is_tag) ? tag : std::string_view();
}

// "{1:", "{S:"
bool BeginsBlock(std::string_view line) {
    return line.size() > 2 && line.front() == '{' && line[2] == ':';
}

// Drops what comes before block 4: "{1:F01...}{2:O940...}{4:". An acknowledgement before it has a
// block 4 too.
std::string_view WithoutBlocks(std::string_view line) {
    const auto body = line.rfind("{4:");
    return body == std::string_view::npos ? std::string_view() : line.substr(body + 3);
}

// The end of a message, "-" or "-}", behind which the next one may begin.
bool TakeEnd(std::string_view& line) {
    const auto end = line.find_last_not_of(kAroundLines);
    if (line.starts_with("-}"))
        line.remove_prefix(2);
    else if (line.starts_with('-') && end == 0)
        line = {};
    else
        return false;
    return true;
}

}  // namespace

std::size_t ForEachSwiftField(std::string_view text,
                              const std::function<void(const SwiftField&)>& take) {
    SwiftField field;
    const auto hand_over = [&] {
        if (!field.tag.empty()) take(field);
        field.tag = {};
    };
    std::size_t number = 0;
    std::size_t passed_over = 0;
    while (!text.empty()) {
        ++number;
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.starts_with('\x01')) line.remove_prefix(1);
        if (TakeEnd(line)) hand_over();
        if (BeginsBlock(line)) {
            hand_over();
            line = WithoutBlocks(line);
        }
        if (const auto tag = TagOf(line); !tag.empty()) {
            hand_over();
            field.tag = tag;
            field.value = line.substr(tag.size() + 2);
            field.line = number;
        } else if (!field.tag.empty()) {
            if (!line.empty()) (field.value += '\n') += line;
        } else if (line.find_first_not_of(kAroundLines) != std::string_view::npos &&
                   passed_over == 0) {
            passed_over = number;
        }
    }
    hand_over();
    return passed_over;
}

}  // namespace clearway::reconciliation::statements
