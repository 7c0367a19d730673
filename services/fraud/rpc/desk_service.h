// SPDX-License-Identifier: Apache-2.0
// The analysts' gRPC service: one line a call, everything else is the adapter's and the call's own
// file.
#pragma once

#include "clearway/fraud/v1/fraud_desk_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/fraud/usecase/list_parties.h"
#include "services/fraud/usecase/read_cases.h"

namespace clearway::fraud {

class FraudDeskService final : public v1::FraudDeskService::CallbackService {
public:
    // The references must outlive the server.
    FraudDeskService(rpc::Adapter& adapter, PartyDesk& parties, ReadCases& cases);

    grpc::ServerUnaryReactor* ListParty(grpc::CallbackServerContext* context,
                                        const v1::ListPartyRequest* request,
                                        v1::PartyListing* response) override;
    grpc::ServerUnaryReactor* UnlistParty(grpc::CallbackServerContext* context,
                                          const v1::UnlistPartyRequest* request,
                                          v1::PartyListing* response) override;
    grpc::ServerUnaryReactor* ListParties(grpc::CallbackServerContext* context,
                                          const v1::ListPartiesRequest* request,
                                          v1::ListPartiesResponse* response) override;
    grpc::ServerUnaryReactor* ListCases(grpc::CallbackServerContext* context,
                                        const v1::ListCasesRequest* request,
                                        v1::ListCasesResponse* response) override;
    grpc::ServerUnaryReactor* GetCase(grpc::CallbackServerContext* context,
                                      const v1::GetCaseRequest* request,
                                      v1::CaseFile* response) override;

private:
    rpc::Adapter& adapter_;
    rpc::Handler<v1::ListPartyRequest, v1::PartyListing> list_;
    rpc::Handler<v1::UnlistPartyRequest, v1::PartyListing> unlist_;
    rpc::Handler<v1::ListPartiesRequest, v1::ListPartiesResponse> parties_;
    rpc::Handler<v1::ListCasesRequest, v1::ListCasesResponse> cases_;
    rpc::Handler<v1::GetCaseRequest, v1::CaseFile> case_;
};

}  // namespace clearway::fraud
