// SPDX-License-Identifier: Apache-2.0
#include "rpc/pacer.h"

#include <pthread.h>

namespace clearway::rpc {

Pacer& Pacer::Shared() {
    static Pacer pacer;
    return pacer;
}

Pacer::Pacer() : thread_([this] { Run(); }) {}

Pacer::~Pacer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Pacer::Wait(std::shared_ptr<Paced> stream, Clock::time_point due) {
    bool sooner = false;
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back({std::move(stream), due});
        sooner = NextTick() < next_;
    }
    if (sooner) wake_.notify_one();
}

// The end of the tick in which the first of those that wait is due.
Pacer::Clock::time_point Pacer::NextTick() const {
    auto first = Clock::time_point::max();
    for (const auto& each : waiting_) first = std::min(first, each.due);
    if (waiting_.empty()) return first;
    return std::chrono::ceil<Tick>(first);
}

std::vector<std::shared_ptr<Paced>> Pacer::TakeDue(Clock::time_point tick) {
    std::vector<std::shared_ptr<Paced>> due;
    std::erase_if(waiting_, [&](Waiting& each) {
        if (each.due > tick) return false;
        due.push_back(std::move(each.stream));
        return true;
    });
    return due;
}

void Pacer::Run() {
    pthread_setname_np(pthread_self(), "pacer");
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        next_ = NextTick();
        if (waiting_.empty()) {
            wake_.wait(lock);
            continue;
        }
        if (next_ > Clock::now()) {
            wake_.wait_until(lock, next_);
            continue;
        }
        const auto due = TakeDue(next_);
        lock.unlock();
        for (const auto& stream : due) stream->Flush();
        lock.lock();
    }
}

}  // namespace clearway::rpc
