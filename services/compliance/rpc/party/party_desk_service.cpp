// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/party/party_desk_service.h"

#include "clearway/compliance/v1/party_service.pb.h"
#include "services/compliance/domain/parties/check_details.h"
#include "services/compliance/rpc/party/party_messages.h"

namespace clearway::compliance {
namespace {

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

PartyDeskServiceRpc::PartyDeskServiceRpc(rpc::Adapter& adapter, DecideOnParties& parties)
    : Service(adapter, "clearway.compliance.v1.PartyDeskService") {
    Serve("InspectParty", [&parties](rpc::CallContext&, const v1::GetPartyRequest& r) {
        return Inspect(parties, r);
    });
    Serve("SetKycStatus", [&parties](rpc::CallContext& call, const v1::SetKycStatusRequest& r) {
        return SetStatus(parties, call, r);
    });
    Serve("SetKycTier", [&parties](rpc::CallContext& call, const v1::SetKycTierRequest& r) {
        return SetTier(parties, call, r);
    });
    Serve("SetRiskRating", [&parties](rpc::CallContext& call, const v1::SetRiskRatingRequest& r) {
        return SetRisk(parties, call, r);
    });
    Serve("ListPartiesForReview",
          [&parties](rpc::CallContext&, const v1::ListPartiesForReviewRequest& r) {
              return ListForReview(parties, r);
          });
    Serve("CompleteReview", [&parties](rpc::CallContext& call, const v1::CompleteReviewRequest& r) {
        return Review(parties, call, r);
    });
}

}  // namespace clearway::compliance
