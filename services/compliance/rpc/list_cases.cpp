// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/list_cases.h"

#include "services/compliance/rpc/case_messages.h"

namespace clearway::compliance {

namespace {

core::Result<CasePageRequest> Read(const v1::ListCasesRequest& request) {
    CasePageRequest wanted{.status = ReadStatus(request.status()),
                           .kind = ReadKind(request.kind()),
                           .assignee = request.assignee(),
                           .overdue = request.overdue(),
                           .proposed = request.proposed(),
                           .page_size = request.page_size(),
                           .page_token = request.page_token()};
    if (!wanted.status && request.status() != v1::CASE_STATUS_UNSPECIFIED)
        return core::InvalidField("status", "A case is open, cleared or confirmed.");
    if (!wanted.kind && request.kind() != v1::ALERT_KIND_UNSPECIFIED)
        return core::InvalidField("kind", "There is no such kind of alert.");
    if (request.order() == v1::CASE_ORDER_DUE_FIRST)
        wanted.order = CaseOrder::kDueFirst;
    else if (request.order() > v1::CASE_ORDER_DUE_FIRST || request.order() < 0)
        return core::InvalidField("order", "Cases come newest first or due first.");
    return wanted;
}

}  // namespace

async::Task<core::Result<v1::ListCasesResponse>> ListCases(ReadCases& cases,
                                                           const v1::ListCasesRequest& request) {
    auto wanted = Read(request);
    if (!wanted) co_return std::move(wanted).error();
    auto page = co_await cases.List(std::move(*wanted));
    if (!page) co_return std::move(page).error();
    v1::ListCasesResponse response;
    for (const auto& one : page->cases) *response.add_cases() = ToProto(one);
    response.set_next_page_token(page->next_page_token);
    co_return response;
}

}  // namespace clearway::compliance
