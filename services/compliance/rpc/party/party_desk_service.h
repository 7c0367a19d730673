// SPDX-License-Identifier: Apache-2.0
// The operators' calls about parties: proto to use case, answer to proto. Never: a decision.
#pragma once

#include "clearway/compliance/v1/party_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/compliance/usecase/parties/decide_on_parties.h"

namespace clearway::compliance {

class PartyDeskServiceRpc final : public v1::PartyDeskService::CallbackService {
public:
    // Both must outlive the server.
    PartyDeskServiceRpc(rpc::Adapter& adapter, DecideOnParties& parties);

    grpc::ServerUnaryReactor* InspectParty(grpc::CallbackServerContext* context,
                                           const v1::GetPartyRequest* request,
                                           v1::Party* response) override;
    grpc::ServerUnaryReactor* SetKycStatus(grpc::CallbackServerContext* context,
                                           const v1::SetKycStatusRequest* request,
                                           v1::Party* response) override;
    grpc::ServerUnaryReactor* SetKycTier(grpc::CallbackServerContext* context,
                                         const v1::SetKycTierRequest* request,
                                         v1::Party* response) override;
    grpc::ServerUnaryReactor* SetRiskRating(grpc::CallbackServerContext* context,
                                            const v1::SetRiskRatingRequest* request,
                                            v1::Party* response) override;
    grpc::ServerUnaryReactor* ListPartiesForReview(grpc::CallbackServerContext* context,
                                                   const v1::ListPartiesForReviewRequest* request,
                                                   v1::ListPartiesResponse* response) override;
    grpc::ServerUnaryReactor* CompleteReview(grpc::CallbackServerContext* context,
                                             const v1::CompleteReviewRequest* request,
                                             v1::Party* response) override;

private:
    rpc::Adapter& adapter_;
    rpc::Handler<v1::GetPartyRequest, v1::Party> inspect_;
    rpc::Handler<v1::SetKycStatusRequest, v1::Party> set_status_;
    rpc::Handler<v1::SetKycTierRequest, v1::Party> set_tier_;
    rpc::Handler<v1::SetRiskRatingRequest, v1::Party> set_risk_;
    rpc::Handler<v1::ListPartiesForReviewRequest, v1::ListPartiesResponse> list_for_review_;
    rpc::Handler<v1::CompleteReviewRequest, v1::Party> complete_review_;
};

}  // namespace clearway::compliance
