// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/usecase/bell.h"

namespace clearway::rail_simulator {

Bell::Bell() : watch_([this](const std::stop_token& stop) { Watch(stop); }) {}

Bell::~Bell() { Close(); }

std::uint64_t Bell::Rung() const {
    const std::lock_guard lock(mutex_);
    return rung_;
}

bool Bell::Closed() const {
    const std::lock_guard lock(mutex_);
    return closed_;
}

void Bell::Ring() {
    Waiters woken;
    {
        const std::lock_guard lock(mutex_);
        ++rung_;
        woken.swap(waiters_);
    }
    Wake(woken);
}

void Bell::Close() {
    Waiters woken;
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        woken.swap(waiters_);
    }
    Wake(woken);
}

async::Task<core::Done> Bell::Wait(std::uint64_t rung, Time until) {
    return async::Suspend<core::Done>([this, rung, until](async::Resume<core::Done> resume) {
        {
            const std::lock_guard lock(mutex_);
            if (rung_ == rung && !closed_) {
                waiters_.emplace(until, std::move(resume));
                changed_.notify_one();
                return;
            }
        }
        resume(core::Done{});
    });
}

void Bell::Wake(Waiters& waiters) {
    for (const auto& [until, resume] : waiters) resume(core::Done{});
    waiters.clear();
}

void Bell::Watch(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        if (waiters_.empty()) {
            changed_.wait(lock, stop, [this] { return !waiters_.empty(); });
            continue;
        }
        const auto first = waiters_.begin()->first;
        changed_.wait_until(lock, stop, first, [this, first] {
            return waiters_.empty() || waiters_.begin()->first < first;
        });
        Waiters late;
        const auto end = waiters_.upper_bound(std::chrono::steady_clock::now());
        while (waiters_.begin() != end) late.insert(waiters_.extract(waiters_.begin()));
        lock.unlock();
        Wake(late);
        lock.lock();
    }
}

}  // namespace clearway::rail_simulator
