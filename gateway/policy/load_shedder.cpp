// SPDX-License-Identifier: Apache-2.0
#include "gateway/policy/load_shedder.h"

namespace clearway::gateway::policy {

LoadShedder::LoadShedder(const ShedLimits& limits, std::size_t routes, std::size_t partners)
    : limits_(limits), by_partner_(routes * partners) {
    LimitOptions each = limits.route;
    each.most = limits.in_flight_max;
    for (std::size_t i = 0; i < routes; ++i)
        routes_.push_back(std::make_unique<AdaptiveLimit>(each));
}

bool LoadShedder::TakePlace(Count& count, std::int64_t limit) {
    if (count.fetch_add(1, std::memory_order_relaxed) < limit) return true;
    count.fetch_sub(1, std::memory_order_relaxed);
    return false;
}

LoadShedder::Ticket LoadShedder::TryEnter(Time now, std::size_t route, std::size_t partner) {
    AdaptiveLimit& adaptive = *routes_.at(route);
    Count& of_partner = by_partner_.at(partner * routes_.size() + route);
    const auto limit = adaptive.Get();
    if (!TakePlace(in_flight_, limits_.in_flight_max)) return {};
    if (TakePlace(of_partner, limit - limit / limits_.reserve_divisor)) {
        if (adaptive.TryEnter()) return Ticket(*this, adaptive, of_partner, now);
        of_partner.fetch_sub(1, std::memory_order_relaxed);
    } else {
        adaptive.NoteRefusal();
    }
    in_flight_.fetch_sub(1, std::memory_order_relaxed);
    return {};
}

void LoadShedder::Ticket::End(Time now, Ending ending) {
    if (owner_ == nullptr) return;
    route_->Leave(begun_, now, ending);
    partner_->fetch_sub(1, std::memory_order_relaxed);
    std::exchange(owner_, nullptr)->in_flight_.fetch_sub(1, std::memory_order_relaxed);
}

}  // namespace clearway::gateway::policy
