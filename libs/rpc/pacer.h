// SPDX-License-Identifier: Apache-2.0
// Keeps busy streams from sending a frame a call: a stream that has just sent one rests, and then
// sends what it has gathered. The more a frame carried, the longer the rest, so that frames grow
// with the load; a stream that was quiet sends at once, so that a lone call never waits. Internal
// to libs/rpc.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <ratio>
#include <thread>
#include <vector>

namespace clearway::rpc {

class Paced {
public:
    virtual ~Paced() = default;
    // On the pacer's thread; must not block.
    virtual void Flush() = 0;
};

class Pacer {
public:
    using Clock = std::chrono::steady_clock;

    // A quarter of a millisecond. Streams whose rest ends within one tick send at its end: one
    // wakeup serves them all.
    using Tick = std::chrono::duration<std::int64_t, std::ratio<1, 4'000>>;

    // After a frame of so many calls or answers: a tick each, from half a millisecond to four. Up
    // to a call a tick frames stay small and a call hardly waits; above it they grow until they
    // carry four milliseconds' worth, which is when one a call would cost more than the calls.
    static Clock::duration RestAfter(int carried) { return Tick(std::clamp(carried, 2, 16)); }

    // The one of this process; it ends with the process.
    static Pacer& Shared();

    Pacer();
    ~Pacer();

    // Flushes at the end of the tick that `due` is in. Whoever calls sees to it that it waits once
    // only.
    void Wait(std::shared_ptr<Paced> stream, Clock::time_point due);

private:
    struct Waiting {
        std::shared_ptr<Paced> stream;
        Clock::time_point due;
    };

    void Run();
    // Under the lock.
    Clock::time_point NextTick() const;
    std::vector<std::shared_ptr<Paced>> TakeDue(Clock::time_point tick);

    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Waiting> waiting_;  // as many as the process has streams, at most
    Clock::time_point next_ = Clock::time_point::max();  // when the thread wakes
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace clearway::rpc
