// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/list_breaks.h"

#include <charconv>

namespace clearway::reconciliation {

namespace {

constexpr std::int32_t kPageSizeDefault = 50;
constexpr std::int32_t kPageSizeMax = 200;
constexpr std::size_t kUuidLength = 36;

}  // namespace

std::string FormatPageToken(const BreakCursor& cursor) {
    return std::to_string(core::ToMicros(cursor.detected_at)) + "." + cursor.break_id.ToString();
}

std::optional<BreakCursor> ParsePageToken(std::string_view token) {
    if (token.size() <= kUuidLength + 1) return std::nullopt;
    const auto number = token.substr(0, token.size() - kUuidLength - 1);
    const auto id = core::Uuid::Parse(token.substr(token.size() - kUuidLength));
    std::int64_t micros = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), micros);
    if (!id || token[number.size()] != '.' || error != std::errc() || micros < 0 ||
        end != number.data() + number.size())
        return std::nullopt;
    return BreakCursor{core::FromMicros(micros), *id};
}

async::Task<core::Result<BreakPage>> ListBreaks(BreakReader& reader, ListBreaksQuery query) {
    if (query.page_size < 0 || query.page_size > kPageSizeMax)
        co_return core::InvalidField("page_size", "must be 1 to 200");
    const auto size = query.page_size == 0 ? kPageSizeDefault : query.page_size;
    const auto after = ParsePageToken(query.page_token);
    if (!after && !query.page_token.empty())
        co_return core::InvalidField("page_token", "is not a token that this list gave");

    // One more than the page tells whether there is another.
    const BreakQuery asked{
        .include_closed = query.include_closed, .after = after, .limit = size + 1};
    auto found = co_await reader.Read(asked);
    if (!found) co_return std::move(found).error();
    BreakPage page{std::move(*found), ""};
    if (page.breaks.size() > static_cast<std::size_t>(size)) {
        page.breaks.pop_back();
        const auto& last = page.breaks.back();
        page.next_page_token = FormatPageToken({last.detected_at, last.break_id});
    }
    co_return page;
}

}  // namespace clearway::reconciliation
