// SPDX-License-Identifier: Apache-2.0
// The gRPC service: one line a call, everything else is the adapter's and the calls' own file.
#pragma once

#include "rpc/service.h"
#include "services/audit/usecase/prove.h"
#include "services/audit/usecase/sign_log.h"

namespace clearway::audit {

class AuditService final : public rpc::Service {
public:
    // The references must outlive the server.
    AuditService(rpc::Adapter& adapter, ProofDesk& proofs, const LogSigner& signer);
};

}  // namespace clearway::audit
