// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/parties/profiles.h"

#include <algorithm>

#include "services/compliance/domain/names/normalise.h"

namespace clearway::compliance {
namespace {

std::vector<core::Sha256Digest> DigestNames(const PartyDetails& details) {
    std::vector<core::Sha256Digest> digests;
    for (const auto& name : NamesOf(details)) digests.push_back(core::Sha256(Normalise(name).text));
    return digests;
}

PartyProfile ProfileOf(const Party& party, std::vector<ScreeningException> exceptions) {
    PartyProfile profile;
    profile.partner_id = party.partner_id;
    profile.digest = DigestOf(party);
    profile.names = DigestNames(party.details);
    profile.facts = FactsOf(party.details);
    profile.exceptions = std::move(exceptions);
    return profile;
}

}  // namespace

bool HasName(const PartyProfile& profile, std::string_view name) {
    const auto read = Normalise(name);
    // Names that cannot be read are no two alike.
    if (read.text.empty()) return false;
    return std::ranges::find(profile.names, core::Sha256(read.text)) != profile.names.end();
}

Profiles::Profiles(PartyQueries& parties, ExceptionQueries& exceptions, const core::Clock& clock,
                   std::size_t profiles_max, std::chrono::milliseconds time_to_live)
    : parties_(parties),
      exceptions_(exceptions),
      clock_(clock),
      time_to_live_(time_to_live),
      entries_(profiles_max) {}

Profiles::Profile Profiles::Known(const PartyId& party) {
    const std::lock_guard lock(mutex_);
    const auto* entry = entries_.Find(party);
    return entry != nullptr && clock_.Now() < entry->until ? entry->profile : nullptr;
}

void Profiles::Keep(const PartyId& party, const Profile& profile, std::uint64_t read_at) {
    const std::lock_guard lock(mutex_);
    if (changes_ == read_at) entries_.Insert(party, {profile, clock_.Now() + time_to_live_});
}

void Profiles::Forget(const PartyId& party) {
    const std::lock_guard lock(mutex_);
    ++changes_;
    entries_.Erase(party);
}

void Profiles::ForgetExpired() {
    const std::lock_guard lock(mutex_);
    entries_.EraseIf([now = clock_.Now()](const Entry& entry) { return entry.until <= now; });
}

async::Task<core::Result<Profiles::Profile>> Profiles::Find(PartyId party) {
    if (auto known = Known(party)) co_return known;
    std::uint64_t read_at = 0;
    {
        const std::lock_guard lock(mutex_);
        read_at = changes_;
    }
    auto found = co_await parties_.Get(party);
    if (!found && found.error().code == core::ErrorCode::kPartyNotFound) co_return Profile();
    if (!found) co_return std::move(found).error();
    auto exceptions = co_await exceptions_.Of(party);
    if (!exceptions) co_return std::move(exceptions).error();
    const Profile profile =
        std::make_shared<const PartyProfile>(ProfileOf(*found, std::move(*exceptions)));
    Keep(party, profile, read_at);
    co_return profile;
}

}  // namespace clearway::compliance
