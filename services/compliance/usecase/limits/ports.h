// SPDX-License-Identifier: Apache-2.0
// What the use cases of limits need from outside: amounts reserved and given back durably, limits
// set and read. No SQL and no protobuf here.
#pragma once

#include <chrono>
#include <variant>
#include <vector>

#include "async/task.h"
#include "core/result.h"
#include "services/compliance/domain/limits/decide_limit.h"
#include "services/compliance/domain/limits/decide_tier_limit.h"

namespace clearway::compliance {

// Facts of payments were taken in: those of a partition of their topic up to this time.
struct NoteFactsTaken {
    std::int32_t partition = 0;
    core::Timestamp newest_at;
};

// Gives back what was reserved for payments of which nobody ever heard: the oldest page of the
// reservations that were not looked at yet, of those that are abandoned by now.
struct SweepLimits {};
inline constexpr std::size_t kSweepPage = 1'000;
// A payment that was reserved for and not stored within a day never will be: as long as settlement
// keeps a hold whose payment never came. The day passes in the facts that were taken in: while they
// lag, payments that are stored were not heard of yet.
inline constexpr std::chrono::hours kAbandonedAfter{24};

using LimitCommand =
    std::variant<ReserveLimit, GiveBackLimit, NoteFactsTaken, SweepLimits, SetTierLimit>;

struct LimitReply {
    PayerOutcome outcome = PayerOutcome::kNoParty;  // of ReserveLimit
    std::optional<TierLimitState> limit = {};       // of SetTierLimit, after it
    std::size_t swept = 0;  // of SweepLimits: looked at; less than a page: nothing is left
};

class LimitCommands {
public:
    virtual ~LimitCommands() = default;
    // Returns when it is durable. Errors: kOverloaded, kUnavailable: not reserved, or in doubt; the
    // same command again converges.
    virtual async::Task<core::Result<LimitReply>> Submit(LimitCommand command) = 0;
};

class LimitQueries {
public:
    virtual ~LimitQueries() = default;
    // Those in force and those that wait, by tier and currency. Errors: kOverloaded, kUnavailable.
    virtual async::Task<core::Result<std::vector<TierLimitState>>> ListTierLimits() = 0;
};

}  // namespace clearway::compliance
