// SPDX-License-Identifier: Apache-2.0
// SignPack: the signed beginning of an evidence pack. It knows nothing of what is in the pack.
#pragma once

#include "async/task.h"
#include "clearway/audit/v1/audit_service.pb.h"
#include "core/result.h"
#include "services/audit/usecase/sign_log.h"

namespace clearway::audit {

async::Task<core::Result<v1::SignedPack>> SignPack(const LogSigner& signer,
                                                   const v1::SignPackRequest& request);

}  // namespace clearway::audit
