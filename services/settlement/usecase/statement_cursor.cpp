// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/statement_cursor.h"

#include <charconv>

namespace clearway::settlement::usecase {
namespace {

std::optional<std::int64_t> ParseSequence(std::string_view text) {
    std::int64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end || value < 0) return std::nullopt;
    return value;
}

}  // namespace

std::string EncodeStatementCursor(const StatementCursor& cursor) {
    return std::to_string(cursor.after) + "." + std::to_string(cursor.closing);
}

std::optional<StatementCursor> ParseStatementCursor(std::string_view token) {
    const auto point = token.find('.');
    if (point == std::string_view::npos) return std::nullopt;
    const auto after = ParseSequence(token.substr(0, point));
    const auto closing = ParseSequence(token.substr(point + 1));
    if (!after || !closing) return std::nullopt;
    return StatementCursor{.after = *after, .closing = *closing};
}

}  // namespace clearway::settlement::usecase
