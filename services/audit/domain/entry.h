// SPDX-License-Identifier: Apache-2.0
// What the audit log holds of a fact: all that its service's chain of hashes covers, the payload as
// its hash. Anyone who has the fact can compute the entry again; nothing personal is in it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/digest.h"
#include "core/uuid.h"

namespace clearway::audit {

struct Entry {
    std::string source;  // the service: "payment"
    core::Uuid stream_id;
    std::int32_t version = 0;
    std::string type;
    core::Timestamp occurred_at;
    core::Sha256Digest payload_hash{};

    friend bool operator==(const Entry&, const Entry&) = default;
};

// Whether source and type are words that a line can hold: letters, digits, '.', '_', '-'.
bool IsLoggable(const Entry& entry);

// The leaf: one line of text without its end, the same for the same entry everywhere and for no
// other. "payment <stream> <version> <occurred at> <type> <SHA-256 of the payload>"
std::string LeafOf(const Entry& entry);

}  // namespace clearway::audit
