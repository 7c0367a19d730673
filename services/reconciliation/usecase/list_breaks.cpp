// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/list_breaks.h"

namespace clearway::reconciliation {

namespace {

constexpr std::int32_t kPageSizeDefault = 50;
constexpr std::int32_t kPageSizeMax = 200;

}  // namespace

async::Task<core::Result<BreakPage>> ListBreaks(BreakReader& reader, ListBreaksQuery query) {
    if (query.page_size < 0 || query.page_size > kPageSizeMax)
        co_return core::InvalidField("page_size", "must be 1 to 200");
    const auto size = query.page_size == 0 ? kPageSizeDefault : query.page_size;
    const auto after = core::ReadPageToken(query.page_token);
    if (!after) co_return after.error();

    // One more than the page tells whether there is another.
    const BreakQuery asked{
        .include_closed = query.include_closed, .after = *after, .limit = size + 1};
    auto found = co_await reader.Read(asked);
    if (!found) co_return std::move(found).error();
    BreakPage page{std::move(*found), ""};
    if (page.breaks.size() > static_cast<std::size_t>(size)) {
        page.breaks.pop_back();
        const auto& last = page.breaks.back();
        page.next_page_token = core::EncodePageToken({last.detected_at, last.break_id});
    }
    co_return page;
}

}  // namespace clearway::reconciliation
