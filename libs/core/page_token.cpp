// SPDX-License-Identifier: Apache-2.0
#include "core/page_token.h"

#include <charconv>

namespace clearway::core {
namespace {

// The end of the year 9999: what RFC 3339 and the database can write.
constexpr std::int64_t kMicrosMax = 253'402'300'799'999'999;

std::optional<PagePosition> Parse(std::string_view token) {
    const auto point = token.find('.');
    if (point == std::string_view::npos || point == 0 || point > 16) return std::nullopt;
    std::int64_t micros = 0;
    const auto* begin = token.data();
    const auto [end, error] = std::from_chars(begin, begin + point, micros, 16);
    if (error != std::errc() || end != begin + point) return std::nullopt;
    if (micros < 0 || micros > kMicrosMax) return std::nullopt;
    const auto id = Uuid::Parse(token.substr(point + 1));
    if (!id) return std::nullopt;
    return PagePosition{.time = FromMicros(micros), .id = *id};
}

}  // namespace

// Hexadecimal microseconds, a point, the id: readable in a log, opaque by contract.
std::string EncodePageToken(const PagePosition& position) {
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, ToMicros(position.time), 16);
    return std::string(digits, end.ptr) + "." + position.id.ToString();
}

Result<std::optional<PagePosition>> ReadPageToken(std::string_view token) {
    if (token.empty()) return std::optional<PagePosition>();
    const auto position = Parse(token);
    if (!position) return InvalidField("page_token", "is not a token that this list gave");
    return position;
}

}  // namespace clearway::core
