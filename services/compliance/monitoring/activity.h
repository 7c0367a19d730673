// SPDX-License-Identifier: Apache-2.0
// What moved through one account or party of late, in bounded space: the state that monitoring
// keeps of a subject. It follows from the movements and their order alone, never from a policy, so
// a new policy judges what happened before it too. No I/O, no clock.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/compliance/monitoring/movement.h"

namespace clearway::compliance {

// Longer than the longest window, so that what arrives late still meets its neighbours.
inline constexpr std::chrono::days kActivityKept{35};
// A gap that counts as quiet, and how long the awakening after it is told.
inline constexpr std::chrono::days kQuietLeast{30}, kAwakeningTold{7};

// One movement as a subject sees it.
struct Side {
    core::Timestamp at;
    Direction direction = Direction::kIn;
    core::Currency currency;
    std::int64_t amount = 0;  // minor units
    core::Uuid counterparty;
};

// One movement, or several like ones of a subject that has too many to keep each.
struct Cell {
    core::Timestamp first_at;
    core::Timestamp last_at;
    Direction direction;
    core::Currency currency;
    std::int64_t count;
    std::int64_t sum;  // minor units; stays at the largest value that 64 bits hold
    std::int64_t least;
    std::int64_t most;
    std::uint64_t counterparty;  // first half of the id; 0: several movements, see MergedParty

    friend bool operator==(const Cell&, const Cell&) = default;
};

// A counterparty of movements that are merged.
struct MergedParty {
    std::uint64_t counterparty;
    Direction direction;
    core::Timestamp last_at;

    friend bool operator==(const MergedParty&, const MergedParty&) = default;
};

class Activity {
public:
    // Each movement stands alone up to here; beyond, older ones that are alike are merged.
    static constexpr std::size_t kCellsMax = 128;
    static constexpr std::size_t kMergedPartiesMax = 128;
    static constexpr std::size_t kAnchorsMax = 4;

    // Adds a movement and answers the moments whose windows it changes: its own, and when it is
    // late those of the later movements up to `window_longest` after it. None: it is too late to be
    // kept.
    std::vector<core::Timestamp> Add(const Side& side, std::chrono::hours window_longest);

    const std::vector<Cell>& Cells() const { return cells_; }  // by first_at
    const std::vector<MergedParty>& MergedParties() const { return merged_parties_; }
    std::optional<core::Timestamp> LastAt() const { return last_at_; }
    // Days without a movement before the activity that began at most kAwakeningTold before `at`; 0
    // when there was no gap of kQuietLeast.
    std::int64_t QuietDays(core::Timestamp at) const;

    // Whether the pattern that a rule found at `at` is one that was told already: its first finding
    // lies less than `window` away. If not, this finding is remembered as the first.
    bool IsNews(const std::string& rule, core::Timestamp at, std::chrono::hours window);

    std::string Encode() const;
    // Throws std::runtime_error for what Encode() did not write.
    static Activity Decode(std::string_view bytes);

    friend bool operator==(const Activity&, const Activity&) = default;

private:
    void Forget();
    void Compact();
    bool MergeNeighbours(std::int64_t age_sixteenths, int small_below);
    void RememberParty(const Cell& cell);

    std::vector<Cell> cells_;
    std::vector<MergedParty> merged_parties_;
    std::optional<core::Timestamp> last_at_;
    std::optional<core::Timestamp> woke_at_;
    std::int64_t quiet_days_ = 0;
    std::map<std::string, std::vector<core::Timestamp>> anchors_;  // first findings, by rule
};

// Of amounts and counts above zero; what 64 bits do not hold stays at the largest value.
std::int64_t AddCapped(std::int64_t a, std::int64_t b);

// The first half of an id: tells a few hundred counterparties apart for certain enough.
std::uint64_t ShortKey(const core::Uuid& id);

}  // namespace clearway::compliance
