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

void Pacer::Wait(std::shared_ptr<Paced> stream) {
    bool first = false;
    {
        const std::lock_guard lock(mutex_);
        first = waiting_.empty();
        waiting_.push_back(std::move(stream));
    }
    if (first) wake_.notify_one();
}

void Pacer::Run() {
    pthread_setname_np(pthread_self(), "pacer");
    std::vector<std::shared_ptr<Paced>> due;
    auto tick = Clock::now();
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        tick = std::max(tick + kInterval, Clock::now());
        wake_.wait_until(lock, tick, [this] { return stopping_; });
        due.swap(waiting_);
        lock.unlock();
        for (const auto& stream : due) stream->Flush();
        due.clear();
        lock.lock();
    }
}

}  // namespace clearway::rpc
