// SPDX-License-Identifier: Apache-2.0
// Makes the partitions to come while a process runs, once a day, and retires old ones if it is told
// how many months to keep. On a thread of its own, with a connection only while it works.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "postgres/retention.h"
#include "telemetry/metrics.h"

namespace clearway::postgres {

struct PartitionKeeperOptions {
    std::string database_url;
    std::vector<PartitionedTable> tables;
    int keep_months = 0;  // zero: nothing is ever retired
    std::chrono::milliseconds every = std::chrono::hours(24);
    std::chrono::milliseconds after_failure = std::chrono::minutes(5);
};

class PartitionKeeper {
public:
    // `clock` must outlive the keeper.
    PartitionKeeper(PartitionKeeperOptions options, const core::Clock& clock);
    ~PartitionKeeper();  // waits for what is under way

private:
    void Run();
    bool Keep();

    const PartitionKeeperOptions options_;
    const core::Clock& clock_;
    const metrics::Counter failures_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace clearway::postgres
