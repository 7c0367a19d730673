// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/read_cases.h"

namespace clearway::compliance {
namespace {

core::Result<CaseFilter> ToFilter(const CasePageRequest& request, core::Timestamp now) {
    if (request.page_size < 0 || request.page_size > kPageSizeMax)
        return core::InvalidField("page_size", "A page has 1 to 200 cases.");
    const int size = request.page_size == 0 ? kPageSizeDefault : request.page_size;
    CaseFilter filter{.status = request.status,
                      .kind = request.kind,
                      .assignee = request.assignee,
                      .overdue_at = request.overdue ? std::optional(now) : std::nullopt,
                      .proposed = request.proposed,
                      .order = request.order,
                      .limit = static_cast<std::size_t>(size)};
    const auto after = core::ReadPageToken(request.page_token);
    if (!after) return after.error();
    filter.after = *after;
    return filter;
}

}  // namespace

async::Task<core::Result<CasePage>> ReadCases::List(CasePageRequest request) {
    auto filter = ToFilter(request, clock_.Now());
    if (!filter) co_return std::move(filter).error();
    const auto size = filter->limit;
    const bool by_due = filter->order == CaseOrder::kDueFirst;
    ++filter->limit;  // one more tells whether there is a next page
    auto cases = co_await queries_.List(std::move(*filter));
    if (!cases) co_return std::move(cases).error();
    CasePage page{.cases = std::move(*cases), .next_page_token = {}};
    if (page.cases.size() > size) {
        page.cases.resize(size);
        const auto& last = page.cases.back();
        page.next_page_token =
            core::EncodePageToken({by_due ? last.due_at : last.opened_at, last.id.value});
    }
    co_return page;
}

}  // namespace clearway::compliance
