// SPDX-License-Identifier: Apache-2.0
// The hashes of the facts that a process stored last: most facts follow, within seconds, one that
// the same process stored, and need not ask for its hash. A hash of a stored fact never changes, so
// what is remembered is right whoever appends. One thread at a time; bounded.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "core/uuid.h"

namespace clearway::events {

class RecentHashes {
public:
    explicit RecentHashes(std::size_t streams_max = 65'536) : streams_max_(streams_max) {}

    // Only of facts that are committed.
    void Remember(const core::Uuid& stream, std::int32_t version, const std::string& hash);
    // Null when it is not known.
    const std::string* Find(const core::Uuid& stream, std::int32_t version) const;

private:
    struct Head {
        std::int32_t version = 0;
        std::string hash;
    };
    using Heads = std::unordered_map<core::Uuid, Head>;

    // When the younger half is full it becomes the elder, and what that held is forgotten.
    const std::size_t streams_max_;
    Heads younger_;
    Heads elder_;
};

}  // namespace clearway::events
