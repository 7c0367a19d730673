// SPDX-License-Identifier: Apache-2.0
#include "kafka/introductions.h"

#include <librdkafka/rdkafka.h>

namespace clearway::kafka {
namespace {

// Brokers forget a silent producer after a day (producer.id.expiration.ms).
constexpr auto kKnownFor = std::chrono::hours(1);
constexpr std::int32_t kNotYetKnown = -1;

}  // namespace

void Introductions::SetPartitionCount(std::int32_t count) {
    const std::lock_guard lock(mutex_);
    // Admitted for a partition that their keys do not lead to any more.
    if (count_ != 0 && count != count_) under_way_.clear();
    count_ = count;
}

std::optional<std::int32_t> Introductions::Admit(std::string_view key, Time now) {
    const std::lock_guard lock(mutex_);
    if (under_way_.contains(kNotYetKnown)) return std::nullopt;
    const auto partition = count_ == 0 ? kNotYetKnown
                                       : rd_kafka_msg_partitioner_murmur2(
                                             nullptr, key.data(), key.size(), count_, nullptr, nullptr);
    const auto known = known_.find(partition);
    if (known != known_.end() && now - known->second < kKnownFor) return partition;
    if (!under_way_.insert(partition).second) return std::nullopt;
    return partition;
}

void Introductions::End(std::int32_t partition, bool acknowledged, Time now) {
    const std::lock_guard lock(mutex_);
    if (acknowledged) known_[partition] = now;
    under_way_.erase(partition);
    under_way_.erase(kNotYetKnown);  // it was the only one
}

}  // namespace clearway::kafka
