// SPDX-License-Identifier: Apache-2.0
// The calls of AuditService: proto to question, proof to proto.
#pragma once

#include "clearway/audit/v1/audit_service.pb.h"
#include "services/audit/usecase/prove.h"

namespace clearway::audit {

async::Task<core::Result<v1::Checkpoint>> GetCheckpoint(ProofDesk& proofs,
                                                        const v1::GetCheckpointRequest& request);
async::Task<core::Result<v1::ProvenEntries>> GetInclusionProof(
    ProofDesk& proofs, const v1::GetInclusionProofRequest& request);
async::Task<core::Result<v1::ProvenEntries>> ListEntries(ProofDesk& proofs,
                                                         const v1::ListEntriesRequest& request);
async::Task<core::Result<v1::ConsistencyProof>> GetConsistencyProof(
    ProofDesk& proofs, const v1::GetConsistencyProofRequest& request);

}  // namespace clearway::audit
