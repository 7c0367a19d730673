// SPDX-License-Identifier: Apache-2.0
// The calls about cases: proto to query, case to proto.
#pragma once

#include "clearway/fraud/v1/fraud_desk_service.pb.h"
#include "services/fraud/usecase/read_cases.h"

namespace clearway::fraud {

async::Task<core::Result<v1::ListCasesResponse>> ListCasesCall(ReadCases& cases,
                                                               const v1::ListCasesRequest& request);
async::Task<core::Result<v1::CaseFile>> GetCaseCall(ReadCases& cases,
                                                    const v1::GetCaseRequest& request);

}  // namespace clearway::fraud
