// SPDX-License-Identifier: Apache-2.0
// Who may go to a topic's partitions now. A broker that does not know a producer in a partition (it is
// new, or was silent for long) takes a request although it refused the one before; once it knows the
// producer, it refuses what does not follow. So the first message of a partition goes alone.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string_view>

namespace clearway::kafka {

class Introductions {
public:
    using Time = std::chrono::steady_clock::time_point;

    // Told by the partitioner; until then all messages are taken for one partition's.
    void SetPartitionCount(std::int32_t count);
    // The partition of a message with this key, or nothing when its first message is under way.
    // Each admission ends once.
    std::optional<std::int32_t> Admit(std::string_view key, Time now);
    void End(std::int32_t partition, bool acknowledged, Time now);

private:
    std::mutex mutex_;
    std::int32_t count_ = 0;
    std::map<std::int32_t, Time> known_;  // with the last acknowledgement
    std::set<std::int32_t> under_way_;    // whose first message is
};

}  // namespace clearway::kafka
