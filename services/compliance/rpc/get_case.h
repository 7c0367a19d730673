// SPDX-License-Identifier: Apache-2.0
// The call GetCase.
#pragma once

#include "clearway/compliance/v1/compliance_service.pb.h"
#include "services/compliance/usecase/read_cases.h"

namespace clearway::compliance {

async::Task<core::Result<v1::Case>> GetCase(ReadCases& cases, const v1::GetCaseRequest& request);

}  // namespace clearway::compliance
