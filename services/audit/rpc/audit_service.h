// SPDX-License-Identifier: Apache-2.0
// The gRPC service: one line a call, everything else is the adapter's and the calls' own file.
#pragma once

#include "clearway/audit/v1/audit_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/audit/usecase/prove.h"
#include "services/audit/usecase/sign_log.h"

namespace clearway::audit {

class AuditService final : public v1::AuditService::CallbackService {
public:
    // The references must outlive the server.
    AuditService(rpc::Adapter& adapter, ProofDesk& proofs, const LogSigner& signer);

    grpc::ServerUnaryReactor* GetCheckpoint(grpc::CallbackServerContext* context,
                                            const v1::GetCheckpointRequest* request,
                                            v1::Checkpoint* response) override;
    grpc::ServerUnaryReactor* GetInclusionProof(grpc::CallbackServerContext* context,
                                                const v1::GetInclusionProofRequest* request,
                                                v1::ProvenEntries* response) override;
    grpc::ServerUnaryReactor* ListEntries(grpc::CallbackServerContext* context,
                                          const v1::ListEntriesRequest* request,
                                          v1::ProvenEntries* response) override;
    grpc::ServerUnaryReactor* GetConsistencyProof(grpc::CallbackServerContext* context,
                                                  const v1::GetConsistencyProofRequest* request,
                                                  v1::ConsistencyProof* response) override;
    grpc::ServerUnaryReactor* SignPack(grpc::CallbackServerContext* context,
                                       const v1::SignPackRequest* request,
                                       v1::SignedPack* response) override;

private:
    rpc::Adapter& adapter_;
    rpc::Handler<v1::GetCheckpointRequest, v1::Checkpoint> checkpoint_;
    rpc::Handler<v1::GetInclusionProofRequest, v1::ProvenEntries> inclusion_;
    rpc::Handler<v1::ListEntriesRequest, v1::ProvenEntries> list_;
    rpc::Handler<v1::GetConsistencyProofRequest, v1::ConsistencyProof> consistency_;
    rpc::Handler<v1::SignPackRequest, v1::SignedPack> sign_;
};

}  // namespace clearway::audit
