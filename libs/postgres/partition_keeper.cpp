// SPDX-License-Identifier: Apache-2.0
#include "postgres/partition_keeper.h"

#include <pthread.h>

#include <exception>

#include "telemetry/log.h"

namespace clearway::postgres {

PartitionKeeper::PartitionKeeper(PartitionKeeperOptions options, const core::Clock& clock)
    : options_(std::move(options)),
      clock_(clock),
      failures_("clearway_partition_keeper_failures_total",
                "Attempts to make partitions ahead, or to retire old ones, that failed."),
      thread_([this] { Run(); }) {}

PartitionKeeper::~PartitionKeeper() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void PartitionKeeper::Run() {
    pthread_setname_np(pthread_self(), "partitions");
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        const auto pause = Keep() ? options_.every : options_.after_failure;
        lock.lock();
        wake_.wait_for(lock, pause, [this] { return stopping_; });
    }
}

bool PartitionKeeper::Keep() {
    try {
        const auto now = clock_.Now();
        for (const auto& name : CreatePartitionsAhead(options_.database_url, options_.tables, now))
            log::Info("a partition was made ahead", {{"partition", name}});
        if (options_.keep_months == 0) return true;
        const RetentionOptions retention{.keep_months = options_.keep_months};
        bool done = true;
        for (const auto& one :
             RetirePartitions(options_.database_url, options_.tables, retention, now)) {
            const bool left = one.stays_because.empty();
            done = done && left;
            log::Info(left ? "a partition was archived" : "an old partition stays",
                      {{"partition", one.partition.name}, {"reason", one.stays_because}});
        }
        return done;
    } catch (const RetentionBusy&) {
        return true;
    } catch (const std::exception& error) {
        failures_.Add();
        log::Warn("partitions could not be kept", {{"reason", error.what()}});
        return false;
    }
}

}  // namespace clearway::postgres
