// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/monitoring/activity.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace clearway::compliance {

namespace {

using std::chrono::duration_cast;

// A quarter of a power of two: amounts that are merged differ by less than a quarter. Those below
// the power `small_below` are all of one class.
std::int64_t SizeClass(std::int64_t amount, int small_below) {
    const auto value = static_cast<std::uint64_t>(amount);
    const int octave = static_cast<int>(std::bit_width(value));
    if (octave <= small_below) return 0;
    const auto quarter = octave > 2 ? value >> (octave - 3) & 3 : 0;
    return octave * 4 + static_cast<std::int64_t>(quarter);
}

bool Alike(const Cell& a, const Cell& b, int small_below) {
    return a.direction == b.direction && a.currency == b.currency &&
           SizeClass(a.most, small_below) == SizeClass(b.most, small_below);
}

// How far merging goes: cells within so many sixteenths of their age, amounts below a power of two
// regardless of their size. Time and what is large are given up last.
struct Coarseness {
    std::int64_t age_sixteenths;
    int small_below;
};
constexpr int kAnyAmount = 64;
constexpr Coarseness kSteps[] = {{1, 0},  {1, 10}, {1, 14}, {2, 14},         {2, 17},
                                 {4, 17}, {8, 17}, {8, 20}, {8, kAnyAmount}, {16, kAnyAmount}};

}  // namespace

std::int64_t AddCapped(std::int64_t a, std::int64_t b) {
    const auto sum = core::AddMinor(a, b);
    return sum ? *sum : std::numeric_limits<std::int64_t>::max();
}

std::uint64_t ShortKey(const core::Uuid& id) {
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < sizeof key; ++i) key = key << 8 | id.AsBytes()[i];
    return key == 0 ? 1 : key;
}

std::vector<core::Timestamp> Activity::Add(const Side& side, std::chrono::hours window_longest) {
    if (last_at_ && side.at + kActivityKept < *last_at_) return {};
    if (last_at_ && side.at - *last_at_ >= kQuietLeast) {
        woke_at_ = side.at;
        quiet_days_ = duration_cast<std::chrono::days>(side.at - *last_at_).count();
    }
    last_at_ = std::max(side.at, last_at_.value_or(side.at));
    const Cell cell{.first_at = side.at,
                    .last_at = side.at,
                    .direction = side.direction,
                    .currency = side.currency,
                    .count = 1,
                    .sum = side.amount,
                    .least = side.amount,
                    .most = side.amount,
                    .counterparty = ShortKey(side.counterparty)};
    const auto place = std::ranges::upper_bound(cells_, cell.first_at, {}, &Cell::first_at);
    const auto later = cells_.insert(place, cell) + 1;
    std::vector<core::Timestamp> moments{side.at};
    for (auto other = later; other != cells_.end(); ++other) {
        if (other->last_at > side.at && other->last_at - side.at <= window_longest)
            moments.push_back(other->last_at);
    }
    std::ranges::sort(moments);
    moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
    Forget();
    if (cells_.size() > kCellsMax) Compact();
    return moments;
}

std::int64_t Activity::QuietDays(core::Timestamp at) const {
    if (!woke_at_ || at < *woke_at_ || at - *woke_at_ > kAwakeningTold) return 0;
    return quiet_days_;
}

bool Activity::IsNews(const std::string& rule, core::Timestamp at, std::chrono::hours window) {
    auto& first = anchors_[rule];
    for (const auto anchor : first) {
        if (at - anchor < window && anchor - at < window) return false;
    }
    first.push_back(at);
    std::ranges::sort(first);
    if (first.size() > kAnchorsMax) first.erase(first.begin());
    return true;
}

void Activity::Forget() {
    const auto horizon = *last_at_ - kActivityKept;
    std::erase_if(cells_, [&](const Cell& cell) { return cell.last_at < horizon; });
    std::erase_if(merged_parties_,
                  [&](const MergedParty& party) { return party.last_at < horizon; });
    for (auto& [rule, first] : anchors_)
        std::erase_if(first, [&](auto anchor) { return anchor < horizon - kActivityKept; });
    std::erase_if(anchors_, [](const auto& rule) { return rule.second.empty(); });
}

// Until a quarter of the room is free. The last step merges all of one direction and currency; only
// somebody with more than a hundred currencies has more cells then, and keeps the latest.
void Activity::Compact() {
    constexpr std::size_t kEnough = kCellsMax * 3 / 4;
    for (const auto& step : kSteps) {
        while (cells_.size() > kEnough && MergeNeighbours(step.age_sixteenths, step.small_below)) {
        }
    }
    if (cells_.size() > kCellsMax) cells_.erase(cells_.begin());
}

// One pass from the oldest on: each cell takes the next one that is alike if both lie close enough.
// False: nothing was merged.
bool Activity::MergeNeighbours(std::int64_t age_sixteenths, int small_below) {
    bool merged = false;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        auto& cell = cells_[i];
        const auto next =
            std::find_if(cells_.begin() + static_cast<std::ptrdiff_t>(i) + 1, cells_.end(),
                         [&](const Cell& other) { return Alike(cell, other, small_below); });
        if (next == cells_.end()) continue;
        const auto span = std::max(cell.last_at, next->last_at) - cell.first_at;
        if (span > (*last_at_ - cell.first_at) * age_sixteenths / 16) continue;
        RememberParty(cell);
        RememberParty(*next);
        cell.last_at = std::max(cell.last_at, next->last_at);
        cell.count = AddCapped(cell.count, next->count);
        cell.sum = AddCapped(cell.sum, next->sum);
        cell.least = std::min(cell.least, next->least);
        cell.most = std::max(cell.most, next->most);
        cell.counterparty = 0;
        cells_.erase(next);
        merged = true;
    }
    return merged;
}

void Activity::RememberParty(const Cell& cell) {
    if (cell.counterparty == 0) return;
    const auto known = std::ranges::find_if(merged_parties_, [&](const MergedParty& party) {
        return party.counterparty == cell.counterparty && party.direction == cell.direction;
    });
    if (known != merged_parties_.end()) {
        known->last_at = std::max(known->last_at, cell.last_at);
        return;
    }
    merged_parties_.push_back({cell.counterparty, cell.direction, cell.last_at});
    if (merged_parties_.size() > kMergedPartiesMax)
        merged_parties_.erase(std::ranges::min_element(merged_parties_, {}, &MergedParty::last_at));
}

}  // namespace clearway::compliance
