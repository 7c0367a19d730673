// SPDX-License-Identifier: Apache-2.0
// Says no before queues grow: a limit on requests in flight over the whole gateway, cut to a part
// while the io threads are late for their clock. Must not wait and must not know what a request is.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <utility>

namespace clearway::gateway::policy {

struct ShedLimits {
    std::int64_t in_flight_max = 1024;
    std::chrono::milliseconds delay_max{25};        // later than this is overload
    std::chrono::milliseconds overload_lasts{250};  // after the last late tick
    std::int64_t overload_divisor = 8;              // of in_flight_max that is left meanwhile
};

class LoadShedder {
public:
    using Time = std::chrono::steady_clock::time_point;

    // The right to work on one request; gives its place back when it goes.
    class Ticket {
    public:
        Ticket() = default;
        explicit Ticket(LoadShedder* owner) : owner_(owner) {}
        Ticket(Ticket&& other) noexcept : owner_(std::exchange(other.owner_, nullptr)) {}
        Ticket& operator=(Ticket&& other) noexcept {
            std::swap(owner_, other.owner_);
            return *this;
        }
        ~Ticket() {
            if (owner_ != nullptr) owner_->in_flight_.fetch_sub(1, std::memory_order_relaxed);
        }
        explicit operator bool() const { return owner_ != nullptr; }

    private:
        LoadShedder* owner_ = nullptr;
    };

    explicit LoadShedder(const ShedLimits& limits) : limits_(limits) {}

    // An empty ticket: refuse the request. Thread-safe.
    Ticket TryEnter(Time now);
    void NoteQueueDelay(std::chrono::steady_clock::duration delay, Time now);

    std::int64_t InFlight() const { return in_flight_.load(std::memory_order_relaxed); }

private:
    bool Overloaded(Time now) const;

    const ShedLimits limits_;
    std::atomic<std::int64_t> in_flight_{0};
    std::atomic<std::chrono::steady_clock::rep> overloaded_until_{0};
};

}  // namespace clearway::gateway::policy
