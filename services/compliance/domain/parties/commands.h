// SPDX-License-Identifier: Apache-2.0
// What is asked for about a party, and the facts that come of it. A fact holds nothing personal.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "services/compliance/domain/parties/party.h"

namespace clearway::compliance {

struct RegisterParty {
    PartyId id;
    std::string partner_id;
    PartyKind kind;
    PartyDetails details;
    PersonalText salt;
};

// What is empty stays; a list that is given takes the place of the former one.
struct ChangeParty {
    PartyId id;
    std::string partner_id;
    PartyDetails changes;
};

struct AddDocument {
    PartyId id;
    std::string partner_id;
    PartyDocument document;
};

// The details of this version were screened, and what they were found to be has its alert.
struct RecordPartyScreening {
    PartyId id;
    std::int32_t details_version = 0;
    bool hit = false;
    std::string list_version;
};

struct SetKycStatus {
    PartyId id;
    KycStatus status;
    std::string reason;
    std::string set_by;  // SPIFFE id of the operator
};

struct SetKycTier {
    PartyId id;
    KycTier tier;
    std::string reason;
    std::string set_by;
};

struct RateRisk {
    PartyId id;
    RiskRating risk;
    std::string reason;
    std::string rated_by;
};

struct CompleteReview {
    PartyId id;
    std::string reason;
    std::string reviewed_by;
};

// A case ended with a true match: one about the party, or about a payment that has its own name.
struct ConfirmMatch {
    PartyId id;
    core::Uuid case_id;
    std::string confirmed_by;
};

struct PartyCommand {
    std::variant<RegisterParty, ChangeParty, AddDocument, RecordPartyScreening, SetKycStatus,
                 SetKycTier, RateRisk, CompleteReview, ConfirmMatch>
        what;
    core::Timestamp at;
    std::string traceparent = {};
};

PartyId PartyOf(const PartyCommand& command);
// Whether it is news from within, of which nobody hears the answer.
bool IsNews(const PartyCommand& command);

struct PartyRegistered {};
struct PartyChanged {};
struct PartyDocumentAdded {
    core::Uuid document_id;
    std::string type;
    std::string sha256;
};
struct PartyScreened {
    bool hit = false;
    std::string list_version;
};
struct PartyStatusSet {
    KycStatus former;
    std::string reason;
    std::string set_by;            // empty: followed from a change of the party
    core::Uuid case_id = {};       // of a match that was confirmed; else nil
    std::string proposed_by = {};  // of two operators who reopened it the first
};
// One operator wants it reopened; it stays suspended until a second one does.
struct PartyReopeningProposed {
    std::string reason;
    std::string proposed_by;
};
struct PartyTierSet {
    std::string reason;
    std::string set_by;
    std::string proposed_by = {};  // of two operators who raised it the first
};
// One operator wants this tier, a higher one; what it may pay stays until a second one does.
struct PartyTierProposed {
    KycTier tier;
    std::string reason;
    std::string proposed_by;
};
struct PartyRiskRated {
    std::string reason;
    std::string rated_by;
};
struct PartyReviewed {
    std::string reason;
    std::string reviewed_by;
};

using PartyFactBody = std::variant<PartyRegistered, PartyChanged, PartyDocumentAdded, PartyScreened,
                                   PartyStatusSet, PartyReopeningProposed, PartyTierSet,
                                   PartyTierProposed, PartyRiskRated, PartyReviewed>;

}  // namespace clearway::compliance
