// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/parties/exception.h"

#include <gtest/gtest.h>

#include "core/digest.h"

namespace clearway::compliance {
namespace {

const core::Sha256Digest kParty = core::Sha256("what is known of the party");
const core::Sha256Digest kEntry = core::Sha256("what the entry says");

NameMatch Match() {
    NameMatch match;
    match.entry_id = "36";
    match.entry_digest = kEntry;
    return match;
}

ScreeningException InForce() {
    const PartyId party(core::Uuid::Derive(core::Uuid(), "party"));
    auto one = FoundMatch({party, kParty}, Match(), core::Uuid::Derive(party.value, "alert"), {});
    one.state = ExceptionState::kInForce;
    return one;
}

bool Excepts(const ScreeningException& one, const core::Sha256Digest& party,
             const NameMatch& match) {
    const std::vector of_party{one};
    return IsExcepted(of_party, party, match);
}

TEST(ScreeningException, HoldsWhilePartyAndEntryAreAsTheyWere) {
    EXPECT_TRUE(Excepts(InForce(), kParty, Match()));
    EXPECT_FALSE(Excepts(InForce(), core::Sha256("another birth date"), Match()));
    auto changed = Match();
    changed.entry_digest = core::Sha256("another alias");
    EXPECT_FALSE(Excepts(InForce(), kParty, changed));
    auto other = Match();
    other.entry_id = "37";
    EXPECT_FALSE(Excepts(InForce(), kParty, other));
}

TEST(ScreeningException, HoldsOnlyBetweenItsClearingAndItsRevocation) {
    for (const auto state :
         {ExceptionState::kFound, ExceptionState::kRevoked, ExceptionState::kConfirmed}) {
        auto one = InForce();
        one.state = state;
        EXPECT_FALSE(Excepts(one, kParty, Match()));
    }
    EXPECT_FALSE(IsExcepted({}, kParty, Match()));
}

}  // namespace
}  // namespace clearway::compliance
