// SPDX-License-Identifier: Apache-2.0
// Drives connections from one thread with epoll: as a closed loop (each connection sends its next
// request when the answer is there) or an open one (requests have intended starts at a fixed rate, and
// latency counts from there, so that a slow server cannot slow its own measurement). Knows no payment.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "tests/benchmark/load/connection.h"
#include "tests/benchmark/load/histogram.h"
#include "tests/benchmark/load/http.h"

namespace clearway::load {

using Clock = std::chrono::steady_clock;

struct Plan {
    int connections = 1;
    std::int64_t rate = 0;      // requests a second; 0: closed loop
    std::int64_t requests = 0;  // send so many, then end; 0: until the time is over
    std::chrono::milliseconds warm_up{0};  // not measured
    std::chrono::milliseconds duration{0};
    // An open loop that drops what is due while no connection is free, or while this thread has used
    // more than its share of a core: it offers more than the other side can take, and never waits.
    bool flood = false;
    int cpu_percent = 100;  // of a core; for a flood
};

// What ended within one second of the measurement.
struct Second {
    Histogram accepted;  // latency of 201
    std::int64_t refused = 0;
};

struct Result {
    Histogram latency;
    std::map<int, std::int64_t> by_status;
    std::int64_t sent = 0;    // measured requests
    std::int64_t lost = 0;    // the connection ended before the answer
    std::int64_t held_back = 0;  // of a flood: due while the other side kept every connection waiting
    std::int64_t throttled = 0;  // of a flood: due while this side had no CPU left for it
    std::vector<Second> seconds;
    std::chrono::microseconds elapsed{0};

    void Add(const Result& other);
};

class Engine {
public:
    using MakeRequest = std::function<std::string(std::int64_t number)>;
    using OnResponse = std::function<void(std::int64_t number, bool measured, const Response&)>;

    // Connects; throws std::runtime_error when that fails.
    Engine(const Target& target, const Plan& plan, MakeRequest make, OnResponse on_response);
    ~Engine();

    Result Run();

private:
    struct Slot {
        std::unique_ptr<Connection> connection;
        std::string pending;
        ResponseReader reader;
        bool busy = false;
        bool measured = false;
        std::int64_t number = 0;
        Clock::time_point began;
    };

    bool MaySend(Clock::time_point now) const;
    void SendWhatIsDue();
    void Flood();
    bool HasCpuLeft(Clock::time_point now) const;
    void Send(Slot& slot, Clock::time_point intended);
    void OnReady(Slot& slot);
    void Finish(Slot& slot, const Response& response);
    void Note(const Slot& slot, int status, Clock::time_point now);
    void Lose(Slot& slot);
    void Connect(Slot& slot);

    Target target_;
    Plan plan_;
    MakeRequest make_;
    OnResponse on_response_;
    TlsContext context_;
    int epoll_;
    int timer_;
    std::vector<Slot> slots_;
    std::deque<Slot*> idle_;
    Clock::time_point begin_, measure_from_, end_;
    std::chrono::nanoseconds cpu_at_begin_{0};
    std::int64_t started_ = 0;
    std::int64_t busy_ = 0;
    Result result_;
};

}  // namespace clearway::load
