// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/party/party_desk_service.h"

#include "services/compliance/domain/parties/check_details.h"
#include "services/compliance/rpc/party/party_messages.h"

namespace clearway::compliance {
namespace {

constexpr char kInspect[] = "clearway.compliance.v1.PartyDeskService.InspectParty";
constexpr char kSetStatus[] = "clearway.compliance.v1.PartyDeskService.SetKycStatus";
constexpr char kSetTier[] = "clearway.compliance.v1.PartyDeskService.SetKycTier";
constexpr char kSetRisk[] = "clearway.compliance.v1.PartyDeskService.SetRiskRating";
constexpr char kListForReview[] = "clearway.compliance.v1.PartyDeskService.ListPartiesForReview";
constexpr char kCompleteReview[] = "clearway.compliance.v1.PartyDeskService.CompleteReview";

using PartyAnswer = async::Task<core::Result<v1::Party>>;

PartyAnswer Answer(async::Task<core::Result<Party>> asked) {
    const auto party = co_await std::move(asked);
    if (!party) co_return party.error();
    co_return ToOperatorMessage(*party);
}

core::Result<std::string> ReadReason(const std::string& reason) {
    if (!IsPartyReason(reason))
        return core::InvalidField("reason", "must have 1 to 500 characters");
    return reason;
}

PartyAnswer Decide(DecideOnParties& parties, rpc::CallContext& call, PartyCommand command) {
    return Answer(parties.Decide(call, std::move(command)));
}

PartyAnswer Inspect(DecideOnParties& parties, const v1::GetPartyRequest& request) {
    const auto id = ReadPartyId(request.party_id());
    if (!id) co_return id.error();
    co_return co_await Answer(parties.Get(*id));
}

PartyAnswer SetStatus(DecideOnParties& parties, rpc::CallContext& call,
                      const v1::SetKycStatusRequest& request) {
    const auto id = ReadPartyId(request.party_id());
    if (!id) co_return id.error();
    const auto status = ReadKycStatus(request.status());
    if (!status) co_return status.error();
    const auto reason = ReadReason(request.reason());
    if (!reason) co_return reason.error();
    PartyCommand command{.what = compliance::SetKycStatus{*id, *status, *reason, call.caller_id},
                         .at = {}};
    co_return co_await Decide(parties, call, std::move(command));
}

PartyAnswer SetTier(DecideOnParties& parties, rpc::CallContext& call,
                    const v1::SetKycTierRequest& request) {
    const auto id = ReadPartyId(request.party_id());
    if (!id) co_return id.error();
    const auto tier = ReadTier(request.tier());
    if (!tier) co_return tier.error();
    const auto reason = ReadReason(request.reason());
    if (!reason) co_return reason.error();
    PartyCommand command{.what = compliance::SetKycTier{*id, *tier, *reason, call.caller_id},
                         .at = {}};
    co_return co_await Decide(parties, call, std::move(command));
}

PartyAnswer SetRisk(DecideOnParties& parties, rpc::CallContext& call,
                    const v1::SetRiskRatingRequest& request) {
    const auto id = ReadPartyId(request.party_id());
    if (!id) co_return id.error();
    const auto risk = ReadRisk(request.risk());
    if (!risk) co_return risk.error();
    const auto reason = ReadReason(request.reason());
    if (!reason) co_return reason.error();
    PartyCommand command{.what = RateRisk{*id, *risk, *reason, call.caller_id}, .at = {}};
    co_return co_await Decide(parties, call, std::move(command));
}

PartyAnswer Review(DecideOnParties& parties, rpc::CallContext& call,
                   const v1::CompleteReviewRequest& request) {
    const auto id = ReadPartyId(request.party_id());
    if (!id) co_return id.error();
    const auto reason = ReadReason(request.reason());
    if (!reason) co_return reason.error();
    PartyCommand command{.what = compliance::CompleteReview{*id, *reason, call.caller_id},
                         .at = {}};
    co_return co_await Decide(parties, call, std::move(command));
}

async::Task<core::Result<v1::ListPartiesResponse>> ListForReview(
    DecideOnParties& parties, const v1::ListPartiesForReviewRequest& request) {
    const auto page = co_await parties.ListForReview(request.page_size(), request.page_token());
    if (!page) co_return page.error();
    co_return ToProto(*page, ToOperatorMessage);
}

}  // namespace

// The lambdas only call: the coroutines are the free functions, so no closure has to outlive them.
PartyDeskServiceRpc::PartyDeskServiceRpc(rpc::Adapter& adapter, DecideOnParties& parties)
    : adapter_(adapter),
      inspect_([&parties](auto&, const auto& r) { return Inspect(parties, r); }),
      set_status_([&parties](auto& call, const auto& r) { return SetStatus(parties, call, r); }),
      set_tier_([&parties](auto& call, const auto& r) { return SetTier(parties, call, r); }),
      set_risk_([&parties](auto& call, const auto& r) { return SetRisk(parties, call, r); }),
      list_for_review_([&parties](auto&, const auto& r) { return ListForReview(parties, r); }),
      complete_review_([&parties](auto& call, const auto& r) { return Review(parties, call, r); }) {
    adapter_.Offer(kInspect, inspect_);
    adapter_.Offer(kSetStatus, set_status_);
    adapter_.Offer(kSetTier, set_tier_);
    adapter_.Offer(kSetRisk, set_risk_);
    adapter_.Offer(kListForReview, list_for_review_);
    adapter_.Offer(kCompleteReview, complete_review_);
}

grpc::ServerUnaryReactor* PartyDeskServiceRpc::InspectParty(grpc::CallbackServerContext* context,
                                                            const v1::GetPartyRequest* request,
                                                            v1::Party* response) {
    return adapter_.Serve(context, request, response, kInspect, inspect_);
}

grpc::ServerUnaryReactor* PartyDeskServiceRpc::SetKycStatus(grpc::CallbackServerContext* context,
                                                            const v1::SetKycStatusRequest* request,
                                                            v1::Party* response) {
    return adapter_.Serve(context, request, response, kSetStatus, set_status_);
}

grpc::ServerUnaryReactor* PartyDeskServiceRpc::SetKycTier(grpc::CallbackServerContext* context,
                                                          const v1::SetKycTierRequest* request,
                                                          v1::Party* response) {
    return adapter_.Serve(context, request, response, kSetTier, set_tier_);
}

grpc::ServerUnaryReactor* PartyDeskServiceRpc::SetRiskRating(
    grpc::CallbackServerContext* context, const v1::SetRiskRatingRequest* request,
    v1::Party* response) {
    return adapter_.Serve(context, request, response, kSetRisk, set_risk_);
}

grpc::ServerUnaryReactor* PartyDeskServiceRpc::ListPartiesForReview(
    grpc::CallbackServerContext* context, const v1::ListPartiesForReviewRequest* request,
    v1::ListPartiesResponse* response) {
    return adapter_.Serve(context, request, response, kListForReview, list_for_review_);
}

grpc::ServerUnaryReactor* PartyDeskServiceRpc::CompleteReview(
    grpc::CallbackServerContext* context, const v1::CompleteReviewRequest* request,
    v1::Party* response) {
    return adapter_.Serve(context, request, response, kCompleteReview, complete_review_);
}

}  // namespace clearway::compliance
