// SPDX-License-Identifier: Apache-2.0
#include "services/audit/rpc/audit_service.h"

#include "clearway/audit/v1/audit_service.pb.h"
#include "services/audit/rpc/proof_calls.h"
#include "services/audit/rpc/sign_pack.h"

namespace clearway::audit {

AuditService::AuditService(rpc::Adapter& adapter, ProofDesk& proofs, const LogSigner& signer)
    : Service(adapter, "clearway.audit.v1.AuditService") {
    Serve("GetCheckpoint", [&proofs](rpc::CallContext&, const v1::GetCheckpointRequest& request) {
        return GetCheckpoint(proofs, request);
    });
    Serve("GetInclusionProof",
          [&proofs](rpc::CallContext&, const v1::GetInclusionProofRequest& request) {
              return GetInclusionProof(proofs, request);
          });
    Serve("ListEntries", [&proofs](rpc::CallContext&, const v1::ListEntriesRequest& request) {
        return ListEntries(proofs, request);
    });
    Serve("GetConsistencyProof",
          [&proofs](rpc::CallContext&, const v1::GetConsistencyProofRequest& request) {
              return GetConsistencyProof(proofs, request);
          });
    Serve("SignPack", [&signer](rpc::CallContext&, const v1::SignPackRequest& request) {
        return SignPack(signer, request);
    });
}

}  // namespace clearway::audit
