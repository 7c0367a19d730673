// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/news.h"

#include <algorithm>
#include <unordered_map>

namespace clearway::reconciliation {

std::vector<News> Gather(std::span<const Expectation> told, std::span<const Movement> moved,
                         std::span<const FundsCommitted> committed) {
    std::vector<News> gathered;
    std::unordered_map<core::PaymentId, std::size_t> places;
    const auto of = [&](const core::PaymentId& payment) -> News& {
        const auto [place, is_new] = places.emplace(payment, gathered.size());
        if (is_new) gathered.push_back({.payment_id = payment});
        return gathered[place->second];
    };
    for (const auto& next : told) {
        auto& news = of(next.payment_id);
        news.told = news.told ? Merge(*news.told, next) : next;
        news.from_the_first |= next.version == 1;
    }
    for (const auto& next : moved) of(next.payment_id).moved.push_back(next);
    for (const auto& next : committed) of(next.payment_id).committed = next.waits;
    std::ranges::sort(gathered, {}, &News::payment_id);
    return gathered;
}

}  // namespace clearway::reconciliation
