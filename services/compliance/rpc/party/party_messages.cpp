// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/party/party_messages.h"

#include "rpc/times.h"

namespace clearway::compliance {
namespace {

// Numbers of the domain's enumerations are those of the proto: both are stored.
static_assert(static_cast<int>(PartyKind::kOrganisation) == v1::PARTY_KIND_ORGANISATION);
static_assert(static_cast<int>(KycStatus::kPending) == v1::KYC_STATUS_PENDING);
static_assert(static_cast<int>(KycStatus::kSuspended) == v1::KYC_STATUS_SUSPENDED);
static_assert(static_cast<int>(KycTier::kBasic) == v1::KYC_TIER_BASIC);
static_assert(static_cast<int>(KycTier::kEnhanced) == v1::KYC_TIER_ENHANCED);
static_assert(static_cast<int>(RiskRating::kLow) == v1::RISK_RATING_LOW);
static_assert(static_cast<int>(RiskRating::kHigh) == v1::RISK_RATING_HIGH);

// Values that are one after the other from 1.
template <class To, class From>
core::Result<To> ReadEnum(From from, int last, const char* field, const char* message) {
    if (from < 1 || from > last) return core::InvalidField(field, message);
    return static_cast<To>(from);
}

template <class Request>
PartyDetails DetailsOf(const Request& request) {
    PartyDetails details{.name = PersonalText(request.name()),
                         .birth_date = PersonalText(request.birth_date()),
                         .country = request.country()};
    for (const auto& name : request.other_names()) details.other_names.emplace_back(name);
    for (const auto& country : request.nationalities()) details.nationalities.push_back(country);
    for (const auto& one : request.identifiers())
        details.identifiers.push_back(
            {.type = one.type(), .number = PersonalText(one.number()), .country = one.country()});
    return details;
}

void WriteDetails(const PartyDetails& details, v1::Party& message) {
    message.set_name(details.name.Reveal());
    for (const auto& name : details.other_names) message.add_other_names(name.Reveal());
    message.set_birth_date(details.birth_date.Reveal());
    message.set_country(details.country);
    for (const auto& country : details.nationalities) message.add_nationalities(country);
    for (const auto& one : details.identifiers) {
        auto* to = message.add_identifiers();
        to->set_type(one.type);
        to->set_number(one.number.Reveal());
        to->set_country(one.country);
    }
}

void WriteDocuments(const std::vector<PartyDocument>& documents, v1::Party& message) {
    for (const auto& document : documents) {
        auto* to = message.add_documents();
        to->set_document_id(document.document_id.ToString());
        to->set_type(document.type);
        to->set_number(document.number.Reveal());
        to->set_country(document.country);
        to->set_expires_on(document.expires_on);
        to->set_sha256(document.sha256);
        *to->mutable_added_at() = rpc::ToTimestamp(document.added_at);
    }
}

}  // namespace

v1::Party ToPartnerMessage(const Party& party) {
    v1::Party message;
    message.set_party_id(party.id.ToString());
    message.set_kind(static_cast<v1::PartyKind>(party.kind));
    WriteDetails(party.details, message);
    WriteDocuments(party.documents, message);
    message.set_status(static_cast<v1::KycStatus>(party.status));
    message.set_tier(static_cast<v1::KycTier>(party.tier));
    *message.mutable_registered_at() = rpc::ToTimestamp(party.registered_at);
    *message.mutable_updated_at() = rpc::ToTimestamp(party.updated_at);
    return message;
}

v1::Party ToOperatorMessage(const Party& party) {
    auto message = ToPartnerMessage(party);
    message.set_partner_id(party.partner_id);
    message.set_risk(static_cast<v1::RiskRating>(party.risk));
    message.set_status_reason(party.status_reason);
    message.set_risk_reason(party.risk_reason);
    *message.mutable_reviewed_at() = rpc::ToTimestamp(party.reviewed_at);
    message.set_screened(party.IsScreened());
    message.set_case_open(party.case_open);
    message.set_erased(party.erased);
    if (!party.confirmed_case.IsNil())
        message.set_confirmed_case_id(party.confirmed_case.ToString());
    message.set_awaits_second_operator(party.reopening || party.higher_tier);
    if (party.reopening) {
        auto& to = *message.mutable_reopening();
        to.set_proposed_by(party.reopening->by);
        to.set_reason(party.reopening->reason);
        *to.mutable_proposed_at() = rpc::ToTimestamp(party.reopening->at);
    }
    if (party.higher_tier) {
        auto& to = *message.mutable_tier_proposal();
        to.set_tier(static_cast<v1::KycTier>(party.higher_tier->tier));
        to.set_proposed_by(party.higher_tier->by);
        to.set_reason(party.higher_tier->reason);
        *to.mutable_proposed_at() = rpc::ToTimestamp(party.higher_tier->at);
    }
    return message;
}

core::Result<PartyId> ReadPartyId(const std::string& text) {
    const auto id = PartyId::Parse(text);
    if (!id) return core::InvalidField("party_id", "must be a UUID");
    return *id;
}

core::Result<PartyKind> ReadKind(v1::PartyKind kind) {
    return ReadEnum<PartyKind>(kind, v1::PARTY_KIND_ORGANISATION, "kind",
                               "must be person or organisation");
}

core::Result<KycStatus> ReadKycStatus(v1::KycStatus status) {
    return ReadEnum<KycStatus>(status, v1::KYC_STATUS_SUSPENDED, "status",
                               "must be pending, verified, rejected or suspended");
}

core::Result<KycTier> ReadTier(v1::KycTier tier) {
    return ReadEnum<KycTier>(tier, v1::KYC_TIER_ENHANCED, "tier",
                             "must be basic, standard or enhanced");
}

core::Result<RiskRating> ReadRisk(v1::RiskRating risk) {
    return ReadEnum<RiskRating>(risk, v1::RISK_RATING_HIGH, "risk", "must be low, medium or high");
}

PartyDetails ReadDetails(const v1::RegisterPartyRequest& request) { return DetailsOf(request); }
PartyDetails ReadDetails(const v1::UpdatePartyRequest& request) { return DetailsOf(request); }

PartyDocument ReadDocument(const v1::AddPartyDocumentRequest& request) {
    return {.document_id = {},
            .type = request.type(),
            .number = PersonalText(request.number()),
            .country = request.country(),
            .expires_on = request.expires_on(),
            .sha256 = request.sha256(),
            .added_at = {}};
}

}  // namespace clearway::compliance
