// SPDX-License-Identifier: Apache-2.0
// Says no before queues grow. A request needs a place in three limits: those in flight over the whole
// gateway, those of its route (which adapts, so that a slow route cannot take the places of the
// others), and its partner's share of them. Must not wait and must not know what a request is.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "gateway/policy/adaptive_limit.h"

namespace clearway::gateway::policy {

struct ShedLimits {
    std::int64_t in_flight_max = 1024;
    LimitOptions route = {};  // its `most` is in_flight_max
    // Of a route's limit one part in so many is out of a single partner's reach: with it the others
    // get through while one floods.
    std::int64_t reserve_divisor = 8;
};

class LoadShedder {
    using Count = std::atomic<std::int64_t>;

public:
    using Time = AdaptiveLimit::Time;
    using Ending = AdaptiveLimit::Ending;

    // The right to work on one request; gives its places back when it goes.
    class Ticket {
    public:
        Ticket() = default;
        Ticket(Ticket&& other) noexcept
            : owner_(std::exchange(other.owner_, nullptr)),
              route_(other.route_),
              partner_(other.partner_),
              begun_(other.begun_) {}
        Ticket& operator=(Ticket&&) = delete;
        ~Ticket() { End(begun_, Ending::kUnheard); }
        explicit operator bool() const { return owner_ != nullptr; }

        // The work is over, and this is how long it took. Once.
        void End(Time now, Ending ending);

    private:
        friend class LoadShedder;
        Ticket(LoadShedder& owner, AdaptiveLimit& route, Count& partner, Time begun)
            : owner_(&owner), route_(&route), partner_(&partner), begun_(begun) {}

        LoadShedder* owner_ = nullptr;
        AdaptiveLimit* route_ = nullptr;
        Count* partner_ = nullptr;
        Time begun_{};
    };

    LoadShedder(const ShedLimits& limits, std::size_t routes, std::size_t partners);

    // An empty ticket: refuse the request. Thread-safe. `route` and `partner` count from zero.
    Ticket TryEnter(Time now, std::size_t route, std::size_t partner);

    std::int64_t InFlight() const { return in_flight_.load(std::memory_order_relaxed); }
    std::int64_t LimitOf(std::size_t route) const { return routes_.at(route)->Get(); }

private:
    static bool TakePlace(Count& count, std::int64_t limit);

    const ShedLimits limits_;
    Count in_flight_{0};
    std::vector<std::unique_ptr<AdaptiveLimit>> routes_;
    std::vector<Count> by_partner_;  // a row of routes for each
};

}  // namespace clearway::gateway::policy
