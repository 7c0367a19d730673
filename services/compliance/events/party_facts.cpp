// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/events/party_facts.h"

#include "clearway/compliance/v1/compliance_events.pb.h"

namespace clearway::compliance {
namespace {

struct Writer {
    const Party& party;
    std::int32_t version;

    template <class Message>
    events::NewEvent Made(Message message, std::string summary) const {
        message.set_party_id(party.id.ToString());
        return events::MakeEvent(party.id.value, version, message, {}, std::move(summary));
    }

    template <class Message>
    static Message Decided(const PartyStatusSet& fact) {
        Message message;
        message.set_set_by(fact.set_by);
        message.set_reason(fact.reason);
        return message;
    }

    events::NewEvent operator()(const PartyRegistered&) const {
        v1::PartyRegistered message;
        message.set_partner_id(party.partner_id);
        message.set_kind(party.kind == PartyKind::kPerson ? "person" : "organisation");
        return Made(message, "party registered");
    }
    events::NewEvent operator()(const PartyChanged&) const {
        v1::PartyChanged message;
        message.set_details_version(party.details_version);
        return Made(message, "what is known of the party changed");
    }
    events::NewEvent operator()(const PartyDocumentAdded& fact) const {
        v1::PartyDocumentAdded message;
        message.set_document_id(fact.document_id.ToString());
        message.set_type(fact.type);
        message.set_sha256(fact.sha256);
        return Made(message, "document added");
    }
    events::NewEvent operator()(const PartyScreened& fact) const {
        v1::PartyScreened message;
        message.set_details_version(party.screened_version);
        message.set_outcome(fact.hit ? "hit" : "clear");
        message.set_list_version(fact.list_version);
        return Made(message, fact.hit ? "party screened: hit" : "party screened: clear");
    }
    events::NewEvent operator()(const PartyStatusSet& fact) const {
        switch (party.status) {
            case KycStatus::kVerified:
                return Made(Decided<v1::PartyVerified>(fact), "party verified");
            case KycStatus::kRejected:
                return Made(Decided<v1::PartyRejected>(fact), "party rejected");
            case KycStatus::kSuspended: {
                auto message = Decided<v1::PartySuspended>(fact);
                if (!fact.case_id.IsNil()) message.set_case_id(fact.case_id.ToString());
                return Made(message, "party suspended");
            }
            case KycStatus::kPending: break;
        }
        auto message = Decided<v1::PartyReopened>(fact);
        message.set_proposed_by(fact.proposed_by);
        return Made(message, "party to be verified again");
    }
    events::NewEvent operator()(const PartyReopeningProposed& fact) const {
        v1::PartyReopeningProposed message;
        message.set_proposed_by(fact.proposed_by);
        message.set_reason(fact.reason);
        return Made(message, "proposed to look at the party again");
    }
    events::NewEvent operator()(const PartyTierSet& fact) const {
        v1::PartyTierSet message;
        message.set_tier(std::string(NameOf(party.tier)));
        message.set_set_by(fact.set_by);
        message.set_reason(fact.reason);
        message.set_proposed_by(fact.proposed_by);
        return Made(message, "tier set: " + message.tier());
    }
    events::NewEvent operator()(const PartyTierProposed& fact) const {
        v1::PartyTierProposed message;
        message.set_tier(std::string(NameOf(fact.tier)));
        message.set_proposed_by(fact.proposed_by);
        message.set_reason(fact.reason);
        return Made(message, "higher tier proposed: " + message.tier());
    }
    events::NewEvent operator()(const PartyRiskRated& fact) const {
        v1::PartyRiskRated message;
        message.set_risk(std::string(NameOf(party.risk)));
        message.set_rated_by(fact.rated_by);
        message.set_reason(fact.reason);
        return Made(message, "risk rated: " + message.risk());
    }
    events::NewEvent operator()(const PartyReviewed& fact) const {
        v1::PartyReviewed message;
        message.set_reviewed_by(fact.reviewed_by);
        message.set_reason(fact.reason);
        return Made(message, "periodic review done");
    }
};

}  // namespace

events::NewEvent ToEvent(const Party& party, const PartyFactBody& fact, std::int32_t version,
                         const PartyCommand& cause) {
    auto event = std::visit(Writer{party, version}, fact);
    event.occurred_at = cause.at;
    event.traceparent = cause.traceparent;
    return event;
}

}  // namespace clearway::compliance
