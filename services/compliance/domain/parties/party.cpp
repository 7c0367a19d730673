// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/parties/party.h"

#include "services/compliance/domain/list/entry_facts.h"

namespace clearway::compliance {
namespace {

// Each text with its length before it: no two lists of texts are the same bytes.
void Append(std::string_view text, std::string& bytes) {
    bytes += std::to_string(text.size());
    bytes += ':';
    bytes += text;
}

std::string BytesOf(const PartyDetails& details) {
    std::string bytes;
    for (const auto& name : NamesOf(details)) Append(name, bytes);
    Append("born", bytes);
    Append(details.birth_date.Reveal(), bytes);
    Append(details.country, bytes);
    for (const auto& country : details.nationalities) Append(country, bytes);
    for (const auto& identifier : details.identifiers) {
        Append(identifier.type, bytes);
        Append(identifier.number.Reveal(), bytes);
        Append(identifier.country, bytes);
    }
    return bytes;
}

// Root of parties' ids. Never changes: every id handed out depends on it.
const core::Uuid& Root() {
    static const core::Uuid root = core::Uuid::Derive(
        *core::Uuid::Parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "parties.clearway.dev");
    return root;
}

}  // namespace

std::string_view NameOf(KycStatus status) {
    switch (status) {
        case KycStatus::kPending: return "pending";
        case KycStatus::kVerified: return "verified";
        case KycStatus::kRejected: return "rejected";
        case KycStatus::kSuspended: return "suspended";
    }
    return "";
}

std::string_view NameOf(KycTier tier) {
    switch (tier) {
        case KycTier::kBasic: return "basic";
        case KycTier::kStandard: return "standard";
        case KycTier::kEnhanced: return "enhanced";
    }
    return "";
}

std::string_view NameOf(RiskRating risk) {
    switch (risk) {
        case RiskRating::kLow: return "low";
        case RiskRating::kMedium: return "medium";
        case RiskRating::kHigh: return "high";
    }
    return "";
}

PartyId DerivePartyId(std::string_view partner_id, std::string_view idempotency_key) {
    std::string name;
    Append(partner_id, name);
    Append(idempotency_key, name);
    return PartyId(core::Uuid::Derive(Root(), name));
}

core::Uuid DeriveDocumentId(const PartyId& party, std::string_view type, std::string_view sha256) {
    std::string name;
    Append(type, name);
    Append(sha256, name);
    return core::Uuid::Derive(party.value, name);
}

std::vector<std::string> NamesOf(const PartyDetails& details) {
    std::vector<std::string> names;
    if (!details.name.Empty()) names.push_back(details.name.Reveal());
    for (const auto& name : details.other_names) names.push_back(name.Reveal());
    return names;
}

QueryFacts FactsOf(const PartyDetails& details) {
    QueryFacts facts{.birth = ParseBirthDate(details.birth_date.Reveal())};
    if (!details.country.empty()) facts.countries.push_back(details.country);
    for (const auto& country : details.nationalities) facts.countries.push_back(country);
    for (const auto& identifier : details.identifiers)
        facts.identifiers.push_back(identifier.number.Reveal());
    return facts;
}

core::Sha256Digest DigestOf(const Party& party) {
    return core::Sha256(party.salt.Reveal() + BytesOf(party.details));
}

std::string FingerprintOf(PartyKind kind, const PartyDetails& details) {
    return core::ToHex(
        core::Sha256(std::to_string(static_cast<int>(kind)) + "|" + BytesOf(details)));
}

}  // namespace clearway::compliance
