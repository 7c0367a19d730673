// SPDX-License-Identifier: Apache-2.0
#include "services/audit/rpc/audit_service.h"

#include "services/audit/rpc/proof_calls.h"
#include "services/audit/rpc/sign_pack.h"

namespace clearway::audit {

namespace {

constexpr char kCheckpoint[] = "clearway.audit.v1.AuditService.GetCheckpoint";
constexpr char kInclusion[] = "clearway.audit.v1.AuditService.GetInclusionProof";
constexpr char kList[] = "clearway.audit.v1.AuditService.ListEntries";
constexpr char kConsistency[] = "clearway.audit.v1.AuditService.GetConsistencyProof";
constexpr char kSign[] = "clearway.audit.v1.AuditService.SignPack";

}  // namespace

AuditService::AuditService(rpc::Adapter& adapter, ProofDesk& proofs, const LogSigner& signer)
    : adapter_(adapter),
      checkpoint_([&proofs](rpc::CallContext&, const v1::GetCheckpointRequest& request) {
          return audit::GetCheckpoint(proofs, request);
      }),
      inclusion_([&proofs](rpc::CallContext&, const v1::GetInclusionProofRequest& request) {
          return audit::GetInclusionProof(proofs, request);
      }),
      list_([&proofs](rpc::CallContext&, const v1::ListEntriesRequest& request) {
          return audit::ListEntries(proofs, request);
      }),
      consistency_([&proofs](rpc::CallContext&, const v1::GetConsistencyProofRequest& request) {
          return audit::GetConsistencyProof(proofs, request);
      }),
      sign_([&signer](rpc::CallContext&, const v1::SignPackRequest& request) {
          return audit::SignPack(signer, request);
      }) {
    adapter_.Offer(kCheckpoint, checkpoint_);
    adapter_.Offer(kInclusion, inclusion_);
    adapter_.Offer(kList, list_);
    adapter_.Offer(kConsistency, consistency_);
    adapter_.Offer(kSign, sign_);
}

grpc::ServerUnaryReactor* AuditService::GetCheckpoint(grpc::CallbackServerContext* context,
                                                      const v1::GetCheckpointRequest* request,
                                                      v1::Checkpoint* response) {
    return adapter_.Serve<v1::GetCheckpointRequest, v1::Checkpoint>(context, request, response,
                                                                    kCheckpoint, checkpoint_);
}

grpc::ServerUnaryReactor* AuditService::GetInclusionProof(
    grpc::CallbackServerContext* context, const v1::GetInclusionProofRequest* request,
    v1::ProvenEntries* response) {
    return adapter_.Serve<v1::GetInclusionProofRequest, v1::ProvenEntries>(
        context, request, response, kInclusion, inclusion_);
}

grpc::ServerUnaryReactor* AuditService::ListEntries(grpc::CallbackServerContext* context,
                                                    const v1::ListEntriesRequest* request,
                                                    v1::ProvenEntries* response) {
    return adapter_.Serve<v1::ListEntriesRequest, v1::ProvenEntries>(context, request, response,
                                                                     kList, list_);
}

grpc::ServerUnaryReactor* AuditService::GetConsistencyProof(
    grpc::CallbackServerContext* context, const v1::GetConsistencyProofRequest* request,
    v1::ConsistencyProof* response) {
    return adapter_.Serve<v1::GetConsistencyProofRequest, v1::ConsistencyProof>(
        context, request, response, kConsistency, consistency_);
}

grpc::ServerUnaryReactor* AuditService::SignPack(grpc::CallbackServerContext* context,
                                                 const v1::SignPackRequest* request,
                                                 v1::SignedPack* response) {
    return adapter_.Serve<v1::SignPackRequest, v1::SignedPack>(context, request, response, kSign,
                                                               sign_);
}

}  // namespace clearway::audit
