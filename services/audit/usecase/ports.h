// SPDX-License-Identifier: Apache-2.0
// What the use cases need of the stored log.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "merkle/tile.h"
#include "services/audit/domain/entry.h"

namespace clearway::audit {

struct LoggedEntry {
    std::uint64_t sequence = 0;  // the leaf's number, from 0
    Entry entry;
};

struct StoredCheckpoint {
    std::uint64_t size = 0;
    std::string note;
    core::Timestamp signed_at = {};
};

class LogReader : public merkle::TileReader {
public:
    virtual std::uint64_t Size() = 0;
    // The number of the first entry that is here and not in the archive.
    virtual std::uint64_t FirstKept() = 0;
    // Every row that claims a number from `begin` to before `end`, by number.
    virtual std::vector<LoggedEntry> ReadEntries(std::uint64_t begin, std::uint64_t end) = 0;
    // Those of the streams from number `begin` on, by number, at most `limit`.
    virtual std::vector<LoggedEntry> ReadStreams(std::span<const core::Uuid> streams,
                                                 std::uint64_t begin, std::size_t limit) = 0;
    virtual std::optional<LoggedEntry> FindFact(const std::string& source, const core::Uuid& stream,
                                                std::int32_t version) = 0;
    // Of the largest size.
    virtual std::optional<StoredCheckpoint> LatestCheckpoint() = 0;
    virtual std::optional<StoredCheckpoint> CheckpointOf(std::uint64_t size) = 0;
};

}  // namespace clearway::audit
