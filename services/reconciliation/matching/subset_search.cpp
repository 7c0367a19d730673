// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/subset_search.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace clearway::reconciliation::matching {
namespace {

constexpr std::int64_t kCountMax = std::int64_t{1} << 40;
constexpr std::size_t kBalancesMax = 256;     // more, and nothing is certain
constexpr std::int64_t kCertain = 1'000'000;  // in ppm: anything goes
constexpr std::size_t kSideMax = 60;          // bits of a set

std::int64_t Magnitude(std::int64_t amount) { return amount < 0 ? -amount : amount; }

// Subsets of `least` to `most` of `count`, at most kCountMax.
std::int64_t CountSubsets(std::size_t count, std::size_t least, std::size_t most) {
    std::int64_t all = 0;
    std::int64_t ways = 1;
    for (std::size_t k = 1; k <= std::min(most, count); ++k) {
        ways = ways * static_cast<std::int64_t>(count - k + 1) / static_cast<std::int64_t>(k);
        if (ways > kCountMax) return kCountMax;
        if (k >= least) all += ways;
    }
    return std::min(all, kCountMax);
}

// Between the least and the largest sum of at most `most` amounts.
std::int64_t SpreadOf(std::span<const std::int64_t> amounts, std::size_t most) {
    std::vector<std::int64_t> sorted(amounts.begin(), amounts.end());
    std::ranges::sort(sorted);
    __int128 spread = 0;
    for (std::size_t i = 0; i < std::min(most, sorted.size()); ++i)
        spread += std::max<std::int64_t>(sorted[sorted.size() - 1 - i], 0) -
                  std::min<std::int64_t>(sorted[i], 0);
    return static_cast<std::int64_t>(std::min<__int128>(spread, INT64_MAX));
}

// Goes through subsets depth first, the largest amounts first, and leaves out what can no longer
// reach the bounds.
class Search {
public:
    Search(std::span<const std::int64_t> amounts, const SubsetOrder& order)
        : amounts_(amounts), order_(order), places_(amounts.size()) {
        std::iota(places_.begin(), places_.end(), 0U);
        std::ranges::stable_sort(places_, std::greater(),
                                 [&](auto place) { return Magnitude(amounts_[place]); });
        up_.resize(amounts.size() + 1);
        down_.resize(amounts.size() + 1);
        for (auto i = amounts.size(); i-- > 0;) {
            up_[i] = up_[i + 1] + std::max<std::int64_t>(amounts_[places_[i]], 0);
            down_[i] = down_[i + 1] + std::min<std::int64_t>(amounts_[places_[i]], 0);
        }
    }

    std::optional<std::vector<std::uint32_t>> Only() {
        Extend(0, 0);
        if (found_ != 1 || work_ > order_.work_max) return std::nullopt;
        std::ranges::sort(only_);
        return only_;
    }

private:
    bool IsOver() const { return found_ > 1 || work_ > order_.work_max; }

    void Extend(std::size_t from, __int128 sum) {
        if (chosen_.size() >= order_.items_min && order_.least_sum <= sum &&
            sum <= order_.most_sum && ++found_ == 1)
            only_ = chosen_;
        if (chosen_.size() == order_.items_max) return;
        for (auto i = from; i < places_.size() && !IsOver(); ++i) {
            ++work_;
            if (sum + up_[i] < order_.least_sum || sum + down_[i] > order_.most_sum) return;
            chosen_.push_back(places_[i]);
            Extend(i + 1, sum + amounts_[places_[i]]);
            chosen_.pop_back();
        }
    }

    std::span<const std::int64_t> amounts_;
    const SubsetOrder& order_;
    std::vector<std::uint32_t> places_;
    std::vector<__int128> up_;    // how much the rest can add
    std::vector<__int128> down_;  // or take
    std::vector<std::uint32_t> chosen_;
    std::vector<std::uint32_t> only_;
    std::int64_t work_ = 0;
    int found_ = 0;
};

// What all of them are multiples of. Round amounts come to the same sum more often than others.
std::int64_t StepOf(std::span<const std::int64_t> amounts, std::span<const std::uint32_t> places) {
    std::int64_t step = 0;
    for (const auto place : places) step = std::gcd(step, amounts[place]);
    return step;
}

struct Sum {
    std::int64_t sum;
    std::uint64_t set;  // bit i: place i
};

void AppendSums(std::span<const std::int64_t> amounts, std::size_t from, std::size_t more,
                Sum so_far, std::vector<Sum>& sums) {
    for (auto i = from; more > 0 && i < amounts.size(); ++i) {
        const Sum next{so_far.sum + amounts[i], so_far.set | std::uint64_t{1} << i};
        sums.push_back(next);
        AppendSums(amounts, i + 1, more - 1, next, sums);
    }
}

std::vector<Sum> SumsOf(std::span<const std::int64_t> amounts, std::size_t most) {
    std::vector<Sum> sums;
    AppendSums(amounts, 0, most, {0, 0}, sums);
    std::ranges::sort(sums, {}, &Sum::sum);
    return sums;
}

struct Pair {
    std::uint64_t left;
    std::uint64_t right;
};

bool Holds(const Pair& all, const Pair& part) {
    return (all.left & part.left) == part.left && (all.right & part.right) == part.right;
}

std::vector<std::uint32_t> PlacesIn(std::uint64_t set) {
    std::vector<std::uint32_t> places;
    for (; set != 0; set &= set - 1)
        places.push_back(static_cast<std::uint32_t>(std::countr_zero(set)));
    return places;
}

// Those that hold no other one and share nothing with another that holds none.
std::vector<Balance> OnlyOnes(const std::vector<Pair>& pairs) {
    std::vector<Pair> smallest;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        bool holds_another = false;
        for (std::size_t j = 0; j < pairs.size() && !holds_another; ++j)
            holds_another = i != j && Holds(pairs[i], pairs[j]);
        if (!holds_another) smallest.push_back(pairs[i]);
    }
    std::vector<Balance> only;
    for (std::size_t i = 0; i < smallest.size(); ++i) {
        bool shares = false;
        for (std::size_t j = 0; j < smallest.size() && !shares; ++j)
            shares = i != j && ((smallest[i].left & smallest[j].left) != 0 ||
                                (smallest[i].right & smallest[j].right) != 0);
        // One row against others is for other passes, and makes what holds it no group.
        if (std::popcount(smallest[i].left) < 2 || std::popcount(smallest[i].right) < 2) continue;
        if (!shares) only.push_back({PlacesIn(smallest[i].left), PlacesIn(smallest[i].right)});
    }
    return only;
}

}  // namespace

bool IsUnlikely(std::int64_t subsets, std::int64_t width, std::int64_t spread,
                std::int64_t chance_ppm) {
    return chance_ppm >= kCertain || static_cast<__int128>(subsets) * width * kCertain <=
                                         static_cast<__int128>(chance_ppm) * spread;
}

std::optional<std::vector<std::uint32_t>> OnlySubset(std::span<const std::int64_t> amounts,
                                                     const SubsetOrder& order) {
    if (amounts.size() < order.items_min) return std::nullopt;
    // One row that fits alone may be what is meant.
    if (std::ranges::any_of(amounts, [&](std::int64_t amount) {
            return order.least_sum <= amount && amount <= order.most_sum;
        }))
        return std::nullopt;
    // Small sums lie closer together than large ones: it is the room below the target that counts.
    const auto target = std::max(Magnitude(order.least_sum), Magnitude(order.most_sum));
    const auto subsets = CountSubsets(amounts.size(), order.items_min, order.items_max);
    const auto spread = std::min(SpreadOf(amounts, order.items_max), target);
    const auto width = order.most_sum - order.least_sum + 1;
    if (!IsUnlikely(subsets, width, spread, order.chance_ppm)) return std::nullopt;
    auto only = Search(amounts, order).Only();
    if (only &&
        !IsUnlikely(subsets, std::max(width, StepOf(amounts, *only)), spread, order.chance_ppm))
        return std::nullopt;
    return only;
}

std::vector<Balance> OnlyBalances(std::span<const std::int64_t> left,
                                  std::span<const std::int64_t> right, const BalanceOrder& order) {
    if (left.size() > kSideMax || right.size() > kSideMax) return {};
    const auto of_left = CountSubsets(left.size(), 1, order.items_max);
    const auto of_right = CountSubsets(right.size(), 1, order.items_max);
    if (of_left + of_right > order.work_max || of_left == 0 || of_right == 0) return {};
    const auto spread = std::max(SpreadOf(left, order.items_max), SpreadOf(right, order.items_max));
    const auto pairs_possible = static_cast<__int128>(of_left) * of_right;
    if (pairs_possible > kCountMax ||
        !IsUnlikely(static_cast<std::int64_t>(pairs_possible), order.high - order.low + 1, spread,
                    order.chance_ppm))
        return {};
    const auto lefts = SumsOf(left, order.items_max);
    const auto rights = SumsOf(right, order.items_max);
    std::vector<Pair> pairs;
    auto first = rights.begin();
    for (const auto& one : lefts) {
        // left - right <= high, so right >= left - high; and right <= left - low.
        while (first != rights.end() && first->sum < one.sum - order.high) ++first;
        for (auto at = first; at != rights.end() && at->sum <= one.sum - order.low; ++at) {
            pairs.push_back({one.set, at->set});
            if (pairs.size() > kBalancesMax) return {};
        }
    }
    auto only = OnlyOnes(pairs);
    std::erase_if(only, [&](const Balance& balance) {
        const auto step = std::gcd(StepOf(left, balance.left), StepOf(right, balance.right));
        return !IsUnlikely(static_cast<std::int64_t>(pairs_possible), step, spread,
                           order.chance_ppm);
    });
    return only;
}

}  // namespace clearway::reconciliation::matching
