// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/figures/ranking.h"

#include <algorithm>
#include <cstdint>
#include <functional>

namespace clearway::fraud {

namespace {

double Share(std::uint64_t part, std::uint64_t whole) {
    return static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

Ranking RankingOf(std::vector<RankedPayment> payments) {
    std::ranges::sort(payments, std::ranges::greater(), &RankedPayment::score);
    const auto frauds =
        static_cast<std::uint64_t>(std::ranges::count(payments, true, &RankedPayment::fraud));
    const auto honest = payments.size() - frauds;
    Ranking ranking;
    if (frauds == 0) return ranking;

    double area = 0;
    std::uint64_t caught = 0;
    std::uint64_t alarms = 0;
    std::uint64_t halves_in_order = 0;  // two for a pair in order, one for a tie: exact
    for (std::size_t begin = 0; begin < payments.size();) {
        std::uint64_t tied_frauds = 0;
        auto end = begin;
        for (; end < payments.size() && payments[end].score == payments[begin].score; ++end)
            tied_frauds += payments[end].fraud ? 1 : 0;
        const auto tied_honest = end - begin - tied_frauds;
        caught += tied_frauds;
        alarms += tied_honest;
        halves_in_order += tied_frauds * (2 * (honest - alarms) + tied_honest);
        const auto precision = Share(caught, end);
        area += Share(tied_frauds, frauds) * precision;
        ranking.curve.push_back({.recall = Share(caught, frauds), .precision = precision});
        begin = end;
    }
    ranking.average_precision = area;
    if (honest > 0) ranking.roc_auc = Share(halves_in_order, 2 * frauds * honest);
    return ranking;
}

}  // namespace clearway::fraud
