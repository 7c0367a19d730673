// SPDX-License-Identifier: Apache-2.0
// Which sealed records did not open when they were read last, so that the log tells it when a
// record's state changes and not with each reading: a party that waits is read every few seconds.
// From any thread.
#pragma once

#include <mutex>
#include <set>

#include "core/uuid.h"

namespace clearway::compliance {

class UnreadableRecords {
public:
    // True when it opened the last time, or was not read before.
    bool Add(const core::Uuid& record) {
        const std::lock_guard lock(mutex_);
        return records_.insert(record).second;
    }
    // True when it did not open the last time.
    bool Remove(const core::Uuid& record) {
        const std::lock_guard lock(mutex_);
        return records_.erase(record) > 0;
    }

private:
    std::mutex mutex_;
    std::set<core::Uuid> records_;
};

}  // namespace clearway::compliance
