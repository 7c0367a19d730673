// SPDX-License-Identifier: Apache-2.0
// What a screening must know of a party, remembered for a short while: a payment must not read and
// open a customer record each time. Whoever changes a party here says so; another process hears of
// it when the time is over. Personal, in memory only.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string_view>

#include "core/recent.h"
#include "services/compliance/usecase/exceptions/ports.h"
#include "services/compliance/usecase/parties/ports.h"

namespace clearway::compliance {

struct PartyProfile {
    std::string partner_id;
    core::Sha256Digest digest{};  // of what is screened: see DigestOf
    // Of its names as they are compared, each its SHA-256; none of a party that was erased, or
    // whose record does not open.
    std::vector<core::Sha256Digest> names = {};
    QueryFacts facts = {};
    std::vector<ScreeningException> exceptions = {};
};

// Whether the name is one of the party's, whatever its case, accents, script and punctuation.
bool HasName(const PartyProfile& profile, std::string_view name);

class Profiles {
public:
    // The references must outlive this.
    Profiles(PartyQueries& parties, ExceptionQueries& exceptions, const core::Clock& clock,
             std::size_t profiles_max = 50'000,
             std::chrono::milliseconds time_to_live = std::chrono::seconds(10));

    // nullptr: there is no such party. Errors: kOverloaded, kUnavailable.
    async::Task<core::Result<std::shared_ptr<const PartyProfile>>> Find(PartyId party);

    // After a change of the party or its exceptions is durable. Any thread.
    void Forget(const PartyId& party);
    // Lets go of what nobody is answered with any more: what is personal does not stay in memory
    // because nobody asks for it. Any thread.
    void ForgetExpired();

private:
    using Profile = std::shared_ptr<const PartyProfile>;
    struct Entry {
        Profile profile;
        core::Timestamp until;
    };

    Profile Known(const PartyId& party);
    void Keep(const PartyId& party, const Profile& profile, std::uint64_t read_at);

    PartyQueries& parties_;
    ExceptionQueries& exceptions_;
    const core::Clock& clock_;
    const std::chrono::milliseconds time_to_live_;
    std::mutex mutex_;
    core::Recent<PartyId, Entry> entries_;
    std::uint64_t changes_ = 0;  // what was read before a change is not kept
};

}  // namespace clearway::compliance
