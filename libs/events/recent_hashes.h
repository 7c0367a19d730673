// SPDX-License-Identifier: Apache-2.0
// The hashes of the facts that a process stored last: most facts follow, within seconds, one that
// the same process stored, and need not ask for its hash. A hash of a stored fact never changes, so
// what is remembered is right whoever appends. One thread at a time; bounded.
#pragma once

#include <cstdint>
#include <string>

#include "core/recent.h"
#include "core/uuid.h"

namespace clearway::events {

class RecentHashes {
public:
    explicit RecentHashes(std::size_t streams_max = 65'536) : heads_(streams_max) {}

    // Only of facts that are committed.
    void Remember(const core::Uuid& stream, std::int32_t version, std::string hash) {
        heads_.Insert(stream, {.version = version, .hash = std::move(hash)});
    }
    // Null when it is not known.
    const std::string* Find(const core::Uuid& stream, std::int32_t version) const {
        const auto* head = heads_.Peek(stream);
        return head != nullptr && head->version == version ? &head->hash : nullptr;
    }

private:
    struct Head {
        std::int32_t version = 0;
        std::string hash;
    };
    core::Recent<core::Uuid, Head> heads_;
};

}  // namespace clearway::events
