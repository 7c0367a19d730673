// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/monitoring/round_trips.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace clearway::compliance {

namespace {

// A way that money went, in the order of time, which has the movement that is asked about.
struct Chain {
    std::size_t search;  // place among those asked
    std::vector<Movement> path;
    bool backward_only = false;  // so that no chain is made twice

    bool Passes(const core::Uuid& account) const {
        return std::ranges::any_of(path, [&](const Movement& hop) {
            return hop.debtor.id == account || hop.creditor.id == account;
        });
    }
};

std::int64_t Scaled(std::int64_t amount, std::int64_t by, std::int64_t of) {
    const auto scaled = static_cast<__int128>(amount) * by / of;
    constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
    return scaled > kMax ? kMax : static_cast<std::int64_t>(scaled);
}

class Search {
public:
    Search(HopSource& source, std::span<const Movement> batch,
           std::span<const std::pair<std::size_t, RoundTripTerms>> asked)
        : source_(source), batch_(batch), asked_(asked) {}

    std::vector<RoundTrip> Run() {
        std::vector<Chain> chains;
        for (std::size_t i = 0; i < asked_.size(); ++i)
            chains.push_back({.search = i, .path = {batch_[asked_[i].first]}});
        for (std::size_t step = 0; step < kThroughMax && !chains.empty(); ++step)
            chains = Extend(chains);
        std::vector<RoundTrip> trips;
        for (auto& [key, trip] : found_) trips.push_back(std::move(trip));
        return trips;
    }

private:
    HopQuery QueryOf(const Chain& chain, Direction direction) const {
        const auto& [place, terms] = asked_[chain.search];
        const auto& amount = batch_[place].amount;
        const auto& end = direction == Direction::kIn ? chain.path.front() : chain.path.back();
        const bool back = direction == Direction::kIn;
        return {.account = back ? end.debtor.id : end.creditor.id,
                .direction = direction,
                .at = end.at,
                .limit = back ? chain.path.back().at - kRoundTripLongest
                              : chain.path.front().at + kRoundTripLongest,
                .currency = amount.GetCurrency(),
                .least = std::max(terms.amount_min,
                                  Scaled(amount.MinorUnits(), terms.kept_percent, 100)),
                .most = Scaled(amount.MinorUnits(), 100, terms.kept_percent),
                .sequence_max = batch_[place].sequence};
    }

    std::vector<Chain> Extend(const std::vector<Chain>& chains) {
        std::vector<HopQuery> queries;
        std::vector<std::pair<const Chain*, Direction>> askers;
        for (const auto& chain : chains) {
            for (const auto direction : {Direction::kOut, Direction::kIn}) {
                if (direction == Direction::kOut && chain.backward_only) continue;
                queries.push_back(QueryOf(chain, direction));
                askers.emplace_back(&chain, direction);
            }
        }
        const auto answers = source_.Hops(queries);
        std::vector<Chain> longer;
        std::vector<std::size_t> kept(asked_.size());
        for (std::size_t i = 0; i < answers.size(); ++i) {
            for (const auto& hop : answers[i])
                Follow(*askers[i].first, askers[i].second, hop, longer, kept);
        }
        return longer;
    }

    void Follow(const Chain& chain, Direction direction, const Movement& hop,
                std::vector<Chain>& longer, std::vector<std::size_t>& kept) {
        const bool back = direction == Direction::kIn;
        const auto& reached = back ? hop.debtor.id : hop.creditor.id;
        Chain next{.search = chain.search, .path = chain.path, .backward_only = back};
        next.path.insert(back ? next.path.begin() : next.path.end(), hop);
        const auto& goal = back ? chain.path.back().creditor.id : chain.path.front().debtor.id;
        if (reached == goal) {
            Keep(std::move(next));
            return;
        }
        if (chain.Passes(reached) || kept[chain.search] == kChainsMax) return;
        ++kept[chain.search];
        longer.push_back(std::move(next));
    }

    void Keep(Chain&& chain) {
        RoundTrip trip{.movement = asked_[chain.search].first, .path = std::move(chain.path)};
        found_.insert_or_assign({trip.movement, trip.Origin().id}, std::move(trip));
    }

    HopSource& source_;
    const std::span<const Movement> batch_;
    const std::span<const std::pair<std::size_t, RoundTripTerms>> asked_;
    std::map<std::pair<std::size_t, core::Uuid>, RoundTrip> found_;  // by movement and origin
};

}  // namespace

std::vector<RoundTrip> FindRoundTrips(
    HopSource& source, std::span<const Movement> batch,
    std::span<const std::pair<std::size_t, RoundTripTerms>> asked) {
    return Search(source, batch, asked).Run();
}

}  // namespace clearway::compliance
