// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/usecase/read_cases.h"

#include "services/fraud/usecase/page_size.h"

namespace clearway::fraud {

async::Task<core::Result<CasePage>> ReadCases::List(CasePageRequest request) {
    const auto size = ReadPageSize(request.page_size);
    if (!size) co_return size.error();
    const auto after = core::ReadPageToken(request.page_token);
    if (!after) co_return after.error();
    // One more tells whether there is a next page.
    const CaseFilter filter{.limit = *size + 1, .after = *after};
    auto cases = co_await queries_.List(filter);
    if (!cases) co_return std::move(cases).error();
    CasePage page{.cases = std::move(*cases), .next_page_token = {}};
    if (page.cases.size() > *size) {
        page.cases.resize(*size);
        const auto& last = page.cases.back();
        page.next_page_token = core::EncodePageToken({last.opened_at, last.payment.value});
    }
    co_return page;
}

}  // namespace clearway::fraud
