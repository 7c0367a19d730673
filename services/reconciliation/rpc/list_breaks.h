// SPDX-License-Identifier: Apache-2.0
// The call ListBreaks: proto to query, page to proto.
#pragma once

#include "clearway/reconciliation/v1/reconciliation_service.pb.h"
#include "services/reconciliation/usecase/list_breaks.h"

namespace clearway::reconciliation {

v1::Break ToProto(const Break& one);

async::Task<core::Result<v1::ListBreaksResponse>> ListBreaksCall(
    BreakReader& reader, const v1::ListBreaksRequest& request);

}  // namespace clearway::reconciliation
