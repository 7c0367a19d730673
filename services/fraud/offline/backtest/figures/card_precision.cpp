// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/figures/card_precision.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace clearway::fraud {

namespace {

struct Card {
    EntityKey customer;
    double score;
    bool defrauded;
};

bool MoreSuspicious(const Card& a, const Card& b) {
    return a.score != b.score ? a.score > b.score : a.customer < b.customer;
}

using Day = std::unordered_map<EntityKey, Card>;

// The defrauded among the first `cards`, which are found from now on.
std::size_t FindCards(const Day& day, std::size_t cards, std::unordered_set<EntityKey>& found) {
    std::vector<Card> left;
    for (const auto& [customer, card] : day) {
        if (!found.contains(customer)) left.push_back(card);
    }
    const auto looked_at = std::min(cards, left.size());
    std::ranges::partial_sort(left, left.begin() + static_cast<std::ptrdiff_t>(looked_at),
                              MoreSuspicious);
    std::size_t count = 0;
    for (const auto& card : std::span(left).first(looked_at)) {
        if (!card.defrauded) continue;
        found.insert(card.customer);
        ++count;
    }
    return count;
}

}  // namespace

std::optional<double> CardPrecision(std::span<const CustomerPayment> payments, std::size_t cards) {
    std::map<std::uint32_t, Day> days;
    for (const auto& payment : payments) {
        auto& card =
            days[payment.day]
                .try_emplace(payment.customer, Card{payment.customer, payment.score, payment.fraud})
                .first->second;
        card.score = std::max(card.score, payment.score);
        card.defrauded |= payment.fraud;
    }
    if (days.empty()) return std::nullopt;
    std::unordered_set<EntityKey> found;
    std::size_t count = 0;
    for (const auto& [_, day] : days) count += FindCards(day, cards, found);
    return static_cast<double>(count) / static_cast<double>(cards * days.size());
}

}  // namespace clearway::fraud
