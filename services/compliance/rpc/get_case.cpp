// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/get_case.h"

#include "services/compliance/rpc/case_messages.h"

namespace clearway::compliance {

async::Task<core::Result<v1::Case>> GetCase(ReadCases& cases, const v1::GetCaseRequest& request) {
    const auto id = ReadCaseId(request.case_id());
    if (!id) co_return id.error();
    auto found = co_await cases.Get(*id);
    if (!found) co_return std::move(found).error();
    co_return ToProto(*found);
}

}  // namespace clearway::compliance
