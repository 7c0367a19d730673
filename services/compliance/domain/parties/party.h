// SPDX-License-Identifier: Apache-2.0
// A party: a customer of a partner, and where its verification stands. Plain data; what may become
// of it is in kyc_state.h and decide_party.h. What is personal is Sensitive and never in a fact.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/digest.h"
#include "core/ids.h"
#include "core/sensitive.h"
#include "services/compliance/domain/screening/query_facts.h"

namespace clearway::compliance {

using PartyId = core::Id<struct PartyTag>;

// Stored values, never renumbered; the same numbers as in the contract.
enum class PartyKind : std::uint8_t { kPerson = 1, kOrganisation = 2 };
enum class KycStatus : std::uint8_t { kPending = 1, kVerified = 2, kRejected = 3, kSuspended = 4 };
enum class KycTier : std::uint8_t { kBasic = 1, kStandard = 2, kEnhanced = 3 };
enum class RiskRating : std::uint8_t { kLow = 1, kMedium = 2, kHigh = 3 };

std::string_view NameOf(KycStatus status);  // "pending"
std::string_view NameOf(KycTier tier);
std::string_view NameOf(RiskRating risk);

using PersonalText = core::Sensitive<std::string>;

struct PartyIdentifier {
    std::string type;
    PersonalText number;
    std::string country = {};  // that issued it; empty: none

    friend bool operator==(const PartyIdentifier&, const PartyIdentifier&) = default;
};

// What is screened, all of it personal.
struct PartyDetails {
    PersonalText name = {};
    std::vector<PersonalText> other_names = {};
    PersonalText birth_date = {};  // "1962-11-26", "1962-11", "1962"; empty: not known
    std::string country = {};
    std::vector<std::string> nationalities = {};
    std::vector<PartyIdentifier> identifiers = {};

    friend bool operator==(const PartyDetails&, const PartyDetails&) = default;
};

struct PartyDocument {
    core::Uuid document_id;
    std::string type;
    PersonalText number;
    std::string country;
    std::string expires_on;  // "2031-05-01"; empty: never
    std::string sha256;      // of the file, hex
    core::Timestamp added_at;
};

// One operator wants to look again at a party that a confirmed case suspended; a second one has to.
struct ReopeningProposal {
    std::string by;
    std::string reason;
    core::Timestamp at;

    friend bool operator==(const ReopeningProposal&, const ReopeningProposal&) = default;
};

// One operator wants a higher tier; a second one has to.
struct TierProposal {
    KycTier tier = KycTier::kBasic;
    std::string by;
    std::string reason;
    core::Timestamp at;

    friend bool operator==(const TierProposal&, const TierProposal&) = default;
};

struct Party {
    PartyId id;
    std::string partner_id = {};
    PartyKind kind = PartyKind::kPerson;
    PartyDetails details = {};
    // Random, sealed with the details: digests of them cannot be guessed without it.
    PersonalText salt = {};
    std::string fingerprint = {};  // of the registration, sealed with the details
    std::vector<PartyDocument> documents = {};
    KycStatus status = KycStatus::kPending;
    std::string status_reason = {};
    core::Uuid confirmed_case = {};  // why it is suspended; nil: it is not, or an operator did it
    std::optional<ReopeningProposal> reopening = {};
    KycTier tier = KycTier::kBasic;
    std::optional<TierProposal> higher_tier = {};
    RiskRating risk = RiskRating::kMedium;
    std::string risk_reason = {};
    core::Timestamp registered_at = {};
    core::Timestamp updated_at = {};
    core::Timestamp reviewed_at = {};   // of registration, verification or review, the last one
    std::int32_t details_version = 1;   // rises with what is screened
    std::int32_t screened_version = 0;  // of the details that were screened last
    bool erased = false;                // the personal data is gone for ever
    bool unreadable = false;            // what is sealed did not open: nothing of it is here
    bool case_open = false;             // read with the party, not part of it
    std::int32_t version = 0;           // of its stream of facts

    bool IsScreened() const { return screened_version == details_version; }
};

inline constexpr std::size_t kPartyDocumentsMax = 50;

PartyId DerivePartyId(std::string_view partner_id, std::string_view idempotency_key);
core::Uuid DeriveDocumentId(const PartyId& party, std::string_view type, std::string_view sha256);

// All names, the main one first.
std::vector<std::string> NamesOf(const PartyDetails& details);
// What speaks for or against an entry beside the name.
QueryFacts FactsOf(const PartyDetails& details);

// SHA-256 of what is screened, with the party's salt: equal exactly while nothing of it changed.
core::Sha256Digest DigestOf(const Party& party);

// A party as it is known at one time.
struct PartyRecord {
    PartyId id;
    core::Sha256Digest digest{};  // see DigestOf
};

// Of a registration as the partner sent it, for "same key, other body".
std::string FingerprintOf(PartyKind kind, const PartyDetails& details);

}  // namespace clearway::compliance
