// SPDX-License-Identifier: Apache-2.0
// Parties for tests: an ordinary one, and commands about it.
#pragma once

#include "services/compliance/domain/parties/commands.h"

namespace clearway::compliance {

inline PartyDetails Sabine() {
    return {.name = PersonalText("Sabine Schneider"),
            .other_names = {PersonalText("Sabine Vogel")},
            .birth_date = PersonalText("1985-03-14"),
            .country = "DE",
            .nationalities = {"DE", "AT"},
            .identifiers = {
                {.type = "passport", .number = PersonalText("C01X00T47"), .country = "DE"}}};
}

inline const auto kSabine = DerivePartyId("acme", "sabine");

inline PartyCommand At(std::int64_t seconds, decltype(PartyCommand::what) what) {
    return {.what = std::move(what), .at = core::FromMicros(seconds * 1'000'000)};
}

inline RegisterParty RegistrationOf(const PartyId& id, PartyDetails details,
                                    std::string partner = "acme") {
    return {.id = id,
            .partner_id = std::move(partner),
            .kind = PartyKind::kPerson,
            .details = std::move(details),
            .salt = PersonalText("salt")};
}

inline SetKycStatus Setting(KycStatus status, const PartyId& id = kSabine) {
    return {.id = id, .status = status, .reason = "checked", .set_by = "operator"};
}

inline SetKycTier Tier(KycTier tier, std::string by, const PartyId& id = kSabine) {
    return {.id = id, .tier = tier, .reason = "income known", .set_by = std::move(by)};
}

}  // namespace clearway::compliance
