// SPDX-License-Identifier: Apache-2.0
#include "gateway/net/worker.h"

#include <boost/asio/post.hpp>
#include <vector>

#include "async/burst.h"

namespace clearway::gateway::net {

Worker::Worker(Handler& handler, std::chrono::milliseconds tick, const HandshakePace& pace)
    : handler_(handler),
      tick_(tick),
      handshakes_(pace),
      work_(io_.get_executor()),
      timer_(io_) {}

void Worker::Start() {
    thread_ = std::thread([this] { Run(); });
}

// What is ready together runs in one burst, so that the calls it makes share frames.
void Worker::Run() {
    constexpr int kBurstMax = 64;
    for (bool stopped = false; !stopped;) {
        const async::Burst burst;
        stopped = io_.run_one() == 0;
        for (int more = 1; more < kBurstMax && io_.poll_one() > 0; ++more) continue;
    }
}

void Worker::BeginDrain() {
    draining_ = true;
    boost::asio::post(io_, [this] {
        // A session may leave while it is told.
        const std::vector<LiveSession*> all(sessions_.begin(), sessions_.end());
        for (auto* session : all) session->BeginDrain();
    });
}

void Worker::CutAll() {
    boost::asio::post(io_, [this] {
        const std::vector<LiveSession*> all(sessions_.begin(), sessions_.end());
        for (auto* session : all) session->Cut();
    });
}

void Worker::Join() {
    work_.reset();
    io_.stop();
    if (thread_.joinable()) thread_.join();
}

void Worker::Enter(LiveSession& session) {
    sessions_.insert(&session);
    if (ticking_) return;
    ticking_ = true;
    timer_.expires_after(tick_);
    timer_.async_wait([this](boost::system::error_code) { Tick(); });
}

void Worker::Tick() {
    const auto now = std::chrono::steady_clock::now();
    handler_.NoteQueueDelay(now - timer_.expiry());
    const std::vector<LiveSession*> all(sessions_.begin(), sessions_.end());
    for (auto* session : all) session->CheckDeadline(now);
    if (sessions_.empty()) {
        ticking_ = false;
        return;
    }
    timer_.expires_after(tick_);
    timer_.async_wait([this](boost::system::error_code) { Tick(); });
}

}  // namespace clearway::gateway::net
