// SPDX-License-Identifier: Apache-2.0
// Finds money that comes back to where it came from: a chain of movements from an account through
// up to four others and back to it within seven days, each of about the same amount. The search is
// bounded, see below; it reads through a port and computes nothing else.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "services/compliance/monitoring/movement.h"

namespace clearway::compliance {

inline constexpr std::size_t kThroughMax = 4;  // accounts between
inline constexpr std::chrono::hours kRoundTripLongest = std::chrono::days(7);
// The bounds of one movement's search: of one account the movements nearest in time are looked at,
// kLookedAtMax, and followed when their amount fits, kFollowedMax; at each step kChainsMax chains
// are kept. So a search asks kThroughMax times, about at most kChainsMax accounts each.
inline constexpr std::size_t kLookedAtMax = 200;
inline constexpr std::size_t kFollowedMax = 8;
inline constexpr std::size_t kChainsMax = 32;

// Movements between accounts of the platform next to a moment: into an account (kIn) that moved not
// after `at`, the latest first; or out of it (kOut) that moved not before `at`, the earliest first.
struct HopQuery {
    core::Uuid account;
    Direction direction = Direction::kIn;
    core::Timestamp at;
    core::Timestamp limit;  // none beyond this moment
    core::Currency currency;
    std::int64_t least = 0;  // minor units
    std::int64_t most = 0;
    std::int64_t sequence_max = 0;  // none that became known later
};

class HopSource {
public:
    virtual ~HopSource() = default;
    // For each query its answer: of the kLookedAtMax nearest those whose currency and amount fit,
    // kFollowedMax at most; of one moment in the order of their sequence (kOut) or against it
    // (kIn).
    virtual std::vector<std::vector<Movement>> Hops(std::span<const HopQuery> queries) = 0;
};

struct RoundTrip {
    std::size_t movement = 0;    // place in the batch of the one that completed it
    std::vector<Movement> path;  // from the origin back to it, in the order of their times

    const MovementEnd& Origin() const { return path.front().debtor; }
    core::Timestamp At() const { return path.back().at; }
    std::int64_t Through() const { return static_cast<std::int64_t>(path.size()) - 1; }
};

// What a movement must come to be followed, and how alike the amounts of a chain are.
struct RoundTripTerms {
    std::int64_t amount_min = 0;    // minor units of the movement's currency
    std::int64_t kept_percent = 0;  // 1 to 100: the smaller of two amounts as a share of the larger
};

// The round trips that each movement completes; the longest of each origin. Movements of the batch
// must be in the source already. A movement that arrives late completes those that others closed.
std::vector<RoundTrip> FindRoundTrips(
    HopSource& source, std::span<const Movement> batch,
    std::span<const std::pair<std::size_t, RoundTripTerms>> asked);

}  // namespace clearway::compliance
