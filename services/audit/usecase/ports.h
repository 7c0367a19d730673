// SPDX-License-Identifier: Apache-2.0
// What the use cases need of the stored log.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "merkle/tile.h"
#include "services/audit/domain/entry.h"

namespace clearway::audit {

struct LoggedEntry {
    std::uint64_t sequence = 0;  // the leaf's number, from 0
    Entry entry;
};

// The checkpoint of the largest size.
struct StoredCheckpoint {
    std::uint64_t size = 0;
    std::string note;
};

class LogReader : public merkle::TileReader {
public:
    virtual std::uint64_t Size() = 0;
    // Every row that claims a number from `begin` to before `end`, by number.
    virtual std::vector<LoggedEntry> ReadEntries(std::uint64_t begin, std::uint64_t end) = 0;
    // By number.
    virtual std::vector<LoggedEntry> ReadStream(const core::Uuid& stream_id) = 0;
    virtual std::optional<StoredCheckpoint> LatestCheckpoint() = 0;
};

}  // namespace clearway::audit
