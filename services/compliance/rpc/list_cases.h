// SPDX-License-Identifier: Apache-2.0
// The call ListCases: proto to page request, page to proto.
#pragma once

#include "clearway/compliance/v1/compliance_service.pb.h"
#include "services/compliance/usecase/read_cases.h"

namespace clearway::compliance {

async::Task<core::Result<v1::ListCasesResponse>> ListCases(ReadCases& cases,
                                                           const v1::ListCasesRequest& request);

}  // namespace clearway::compliance
