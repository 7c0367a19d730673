// SPDX-License-Identifier: Apache-2.0
// How many requests of one kind may be in flight, learnt from how long they take. A request that is
// slow says little: the queue may be about to drain. When even the fastest of an interval was slow,
// the queue stands (CoDel's sign), and the limit is cut; so it is when all but a few answers that took
// a shorter way are far too late. It grows again while it is in the way and nothing queues. In between
// it stays, for more in flight would buy latency and no throughput. Must not wait, read a clock or know
// what a request is.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>

namespace clearway::gateway::policy {

struct LimitOptions {
    std::int64_t start = 320;
    std::int64_t least = 16;
    std::int64_t most = 1024;
    std::chrono::milliseconds interval{500};
    std::chrono::milliseconds standing{500};  // no request of an interval was faster: cut
    std::chrono::milliseconds late{1'000};    // their mean was longer: cut
    std::chrono::milliseconds brisk{100};     // their mean was not: may grow
};

class AdaptiveLimit {
public:
    using Time = std::chrono::steady_clock::time_point;
    enum class Ending {
        kAnswered,  // its latency counts, whatever the answer
        kRefused,   // behind us somebody's queue was full
        kUnheard,   // nobody worked on it: says nothing
    };

    explicit AdaptiveLimit(const LimitOptions& options);

    // False: refuse the request. Thread-safe, as all of this.
    bool TryEnter();
    void Leave(Time begun, Time now, Ending ending);
    // Somebody was refused without TryEnter(), on the ground of Get().
    void NoteRefusal() { in_the_way_.store(true, std::memory_order_relaxed); }

    std::int64_t Get() const { return limit_.load(std::memory_order_relaxed); }
    std::int64_t InFlight() const { return in_flight_.load(std::memory_order_relaxed); }

private:
    using Duration = std::chrono::steady_clock::duration;

    void EndInterval(Time now);
    void Judge();
    void CutFrom(std::int64_t in_use);

    const LimitOptions options_;
    std::atomic<std::int64_t> limit_;
    std::atomic<std::int64_t> in_flight_{0};
    std::atomic<bool> in_the_way_{false};  // somebody was refused in this interval

    std::mutex mutex_;  // held for a few instructions
    Time interval_end_{};
    Duration fastest_ = Duration::max();
    Duration sum_{0};
    std::int64_t answered_ = 0;
    std::int64_t peak_ = 0;
    bool queue_full_ = false;
};

}  // namespace clearway::gateway::policy
