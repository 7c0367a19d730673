// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/list_cases.h"

#include "services/compliance/rpc/case_messages.h"

namespace clearway::compliance {

async::Task<core::Result<v1::ListCasesResponse>> ListCases(ReadCases& cases,
                                                           const v1::ListCasesRequest& request) {
    const auto status = ReadStatus(request.status());
    if (!status && request.status() != v1::CASE_STATUS_UNSPECIFIED)
        co_return core::InvalidField("status", "A case is open, cleared or confirmed.");
    CasePageRequest wanted{.status = status,
                           .page_size = request.page_size(),
                           .page_token = request.page_token()};
    auto page = co_await cases.List(std::move(wanted));
    if (!page) co_return std::move(page).error();
    v1::ListCasesResponse response;
    for (const auto& one : page->cases) *response.add_cases() = ToProto(one);
    response.set_next_page_token(page->next_page_token);
    co_return response;
}

}  // namespace clearway::compliance
