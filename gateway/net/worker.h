// SPDX-License-Identifier: Apache-2.0
// One io thread with its own event loop and the sessions that live on it. A session never leaves
// its worker, so nothing of a connection needs a lock. Internal to net/.
#pragma once

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <thread>
#include <unordered_set>

#include "gateway/net/handler.h"
#include "gateway/net/handshake_pace.h"

namespace clearway::gateway::net {

using SteadyTime = std::chrono::steady_clock::time_point;

// What a worker asks of a session; called on the worker's thread only.
class LiveSession {
public:
    virtual ~LiveSession() = default;
    virtual void CheckDeadline(SteadyTime now) = 0;
    virtual void BeginDrain() = 0;
    virtual void Cut() = 0;
};

class Worker {
public:
    Worker(Handler& handler, std::chrono::milliseconds tick, const HandshakePace& pace);

    boost::asio::io_context& Io() { return io_; }
    void Start();
    // From another thread. Draining() holds for all answers from then on.
    void BeginDrain();
    void CutAll();
    void Join();

    bool Draining() const { return draining_.load(std::memory_order_relaxed); }

    // On this worker's thread.
    void Enter(LiveSession& session);
    void Leave(LiveSession& session) { sessions_.erase(&session); }
    HandshakePace& Handshakes() { return handshakes_; }

private:
    void Run();
    // One timer looks after the deadlines of all sessions; it rests while there is none.
    void Tick();

    Handler& handler_;
    const std::chrono::milliseconds tick_;
    HandshakePace handshakes_;
    // Before the loop: frames that end with it still take their sessions off this list.
    std::unordered_set<LiveSession*> sessions_;
    bool ticking_ = false;
    std::atomic<bool> draining_{false};
    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    boost::asio::steady_timer timer_;
    std::thread thread_;
};

}  // namespace clearway::gateway::net
