// SPDX-License-Identifier: Apache-2.0
// Parties in proto form and requests about them in the domain's. No decision here.
#pragma once

#include <optional>

#include "clearway/compliance/v1/party_service.pb.h"
#include "core/result.h"
#include "services/compliance/domain/parties/party.h"
#include "services/compliance/usecase/parties/keep_parties.h"

namespace clearway::compliance {

// What a partner sees of its customer: not what operators think of it.
v1::Party ToPartnerMessage(const Party& party);
v1::Party ToOperatorMessage(const Party& party);

template <class Write>
v1::ListPartiesResponse ToProto(const PartyPage& page, Write write) {
    v1::ListPartiesResponse response;
    for (const auto& party : page.parties) *response.add_parties() = write(party);
    response.set_next_page_token(page.next_page_token);
    return response;
}

// Errors of these: kInvalidArgument, with the field.
core::Result<PartyId> ReadPartyId(const std::string& text);
core::Result<PartyKind> ReadKind(v1::PartyKind kind);
core::Result<KycStatus> ReadKycStatus(v1::KycStatus status);
core::Result<KycTier> ReadTier(v1::KycTier tier);
core::Result<RiskRating> ReadRisk(v1::RiskRating risk);

PartyDetails ReadDetails(const v1::RegisterPartyRequest& request);
PartyDetails ReadDetails(const v1::UpdatePartyRequest& request);
PartyDocument ReadDocument(const v1::AddPartyDocumentRequest& request);

}  // namespace clearway::compliance
