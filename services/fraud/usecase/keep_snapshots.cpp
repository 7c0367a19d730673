// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/usecase/keep_snapshots.h"

#include <exception>
#include <utility>

#include "telemetry/log.h"

namespace clearway::fraud {

SnapshotKeeper::SnapshotKeeper(std::chrono::seconds every, std::function<void()> make)
    : every_(every),
      make_(std::move(make)),
      made_("clearway_fraud_snapshots_total", "Snapshots of the features.",
            metrics::Labels{{"result", "made"}}),
      failed_("clearway_fraud_snapshots_total", "Snapshots of the features.",
              metrics::Labels{{"result", "failed"}}),
      thread_([this] { Run(); }) {}

SnapshotKeeper::~SnapshotKeeper() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void SnapshotKeeper::Run() {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, every_, [this] { return stopping_; })) {
        lock.unlock();
        try {
            make_();
            made_.Add();
        } catch (const std::exception& error) {
            failed_.Add();
            log::Warn("no snapshot of the features was made", {{"reason", error.what()}});
        }
        lock.lock();
    }
}

}  // namespace clearway::fraud
