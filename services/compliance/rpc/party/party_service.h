// SPDX-License-Identifier: Apache-2.0
// The partners' calls about parties: proto to use case, answer to proto. Never: a decision.
#pragma once

#include "clearway/compliance/v1/party_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/compliance/usecase/parties/keep_parties.h"

namespace clearway::compliance {

class PartyServiceRpc final : public v1::PartyService::CallbackService {
public:
    // Both must outlive the server.
    PartyServiceRpc(rpc::Adapter& adapter, KeepParties& parties);

    grpc::ServerUnaryReactor* RegisterParty(grpc::CallbackServerContext* context,
                                            const v1::RegisterPartyRequest* request,
                                            v1::Party* response) override;
    grpc::ServerUnaryReactor* GetParty(grpc::CallbackServerContext* context,
                                       const v1::GetPartyRequest* request,
                                       v1::Party* response) override;
    grpc::ServerUnaryReactor* ListParties(grpc::CallbackServerContext* context,
                                          const v1::ListPartiesRequest* request,
                                          v1::ListPartiesResponse* response) override;
    grpc::ServerUnaryReactor* UpdateParty(grpc::CallbackServerContext* context,
                                          const v1::UpdatePartyRequest* request,
                                          v1::Party* response) override;
    grpc::ServerUnaryReactor* AddPartyDocument(grpc::CallbackServerContext* context,
                                               const v1::AddPartyDocumentRequest* request,
                                               v1::Party* response) override;

private:
    rpc::Adapter& adapter_;
    rpc::Handler<v1::RegisterPartyRequest, v1::Party> register_;
    rpc::Handler<v1::GetPartyRequest, v1::Party> get_;
    rpc::Handler<v1::ListPartiesRequest, v1::ListPartiesResponse> list_;
    rpc::Handler<v1::UpdatePartyRequest, v1::Party> update_;
    rpc::Handler<v1::AddPartyDocumentRequest, v1::Party> add_document_;
};

}  // namespace clearway::compliance
