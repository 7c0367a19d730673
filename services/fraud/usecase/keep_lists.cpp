// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/usecase/keep_lists.h"

#include <utility>

#include "telemetry/log.h"

namespace clearway::fraud {

ListKeeper::ListKeeper(std::chrono::seconds every,
                       std::function<core::Result<core::Done>()> refresh)
    : every_(every),
      refresh_(std::move(refresh)),
      failed_("clearway_fraud_list_refresh_failures_total",
              "Times when the block and allow lists could not be read."),
      thread_([this] { Run(); }) {}

ListKeeper::~ListKeeper() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void ListKeeper::Run() {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, every_, [this] { return stopping_; })) {
        lock.unlock();
        if (const auto refreshed = refresh_(); !refreshed) {
            failed_.Add();
            log::Warn("the lists were not refreshed", {{"reason", refreshed.error().Detail()}});
        }
        lock.lock();
    }
}

}  // namespace clearway::fraud
