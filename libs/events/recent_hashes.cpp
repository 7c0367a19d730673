// SPDX-License-Identifier: Apache-2.0
#include "events/recent_hashes.h"

#include <utility>

namespace clearway::events {

void RecentHashes::Remember(const core::Uuid& stream, std::int32_t version,
                            const std::string& hash) {
    if (younger_.size() >= streams_max_ / 2) {
        elder_ = std::exchange(younger_, {});
    }
    younger_[stream] = {.version = version, .hash = hash};
}

const std::string* RecentHashes::Find(const core::Uuid& stream, std::int32_t version) const {
    for (const auto* heads : {&younger_, &elder_}) {
        const auto found = heads->find(stream);
        if (found != heads->end() && found->second.version == version) return &found->second.hash;
    }
    return nullptr;
}

}  // namespace clearway::events
