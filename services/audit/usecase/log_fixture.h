// SPDX-License-Identifier: Apache-2.0
// For tests: a log in memory whose rows can be changed behind its back.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "merkle/merkle_fixture.h"
#include "services/audit/usecase/sign_log.h"

namespace clearway::audit {

inline Entry MakeEntry(std::uint64_t number) {
    const auto stream = core::Uuid::Derive(core::Uuid(), "payment " + std::to_string(number / 3));
    return {.source = "payment",
            .stream_id = stream,
            .version = static_cast<std::int32_t>(number % 3 + 1),
            .type = "clearway.payment.v1.PaymentSettled",
            .occurred_at =
                core::FromMicros(1'772'366'400'000'000 + static_cast<std::int64_t>(number) * 1'001),
            .payload_hash = core::Sha256(std::to_string(number))};
}

class MemoryLog final : public LogReader {
public:
    void Append(std::uint64_t count) {
        for (std::uint64_t i = 0; i < count; ++i) Append(MakeEntry(appender_.Tree().Size()));
    }
    void Append(Entry entry) {
        rows.push_back({.sequence = appender_.Tree().Size(), .entry = std::move(entry)});
        appender_.Append(merkle::HashLeaf(LeafOf(rows.back().entry)));
        tiles.Store(appender_.TakeAll());
    }
    void Sign(const LogSigner& signer) {
        auto made = SignLog(*this, signer);
        checkpoint = {.size = made.size, .note = std::move(made.note)};
    }

    std::vector<std::string> ReadTiles(std::span<const merkle::TileId> ids) override {
        return tiles.ReadTiles(ids);
    }
    std::uint64_t Size() override { return appender_.Tree().Size(); }
    std::vector<LoggedEntry> ReadEntries(std::uint64_t begin, std::uint64_t end) override {
        return Those([&](const auto& row) { return row.sequence >= begin && row.sequence < end; });
    }
    std::uint64_t FirstKept() override { return first_kept; }
    std::vector<LoggedEntry> ReadStreams(std::span<const core::Uuid> streams, std::uint64_t begin,
                                         std::size_t limit) override {
        auto found = Those([&](const auto& row) {
            return row.sequence >= begin && std::ranges::count(streams, row.entry.stream_id) > 0;
        });
        if (found.size() > limit) found.resize(limit);
        return found;
    }
    std::optional<LoggedEntry> FindFact(const std::string& source, const core::Uuid& stream,
                                        std::int32_t version) override {
        auto found = Those([&](const auto& row) {
            return row.entry.source == source && row.entry.stream_id == stream &&
                   row.entry.version == version;
        });
        if (found.empty()) return std::nullopt;
        return std::move(found.front());
    }
    std::optional<StoredCheckpoint> LatestCheckpoint() override { return checkpoint; }
    std::optional<StoredCheckpoint> CheckpointOf(std::uint64_t size) override {
        if (checkpoint && checkpoint->size == size) return checkpoint;
        return std::nullopt;
    }

    std::vector<LoggedEntry> rows;
    merkle::MemoryTiles tiles;
    std::optional<StoredCheckpoint> checkpoint;
    std::uint64_t first_kept = 0;

private:
    template <class Wanted>
    std::vector<LoggedEntry> Those(const Wanted& wanted) const {
        std::vector<LoggedEntry> those;
        for (const auto& row : rows) {
            if (wanted(row)) those.push_back(row);
        }
        return those;
    }

    merkle::TileAppender appender_;
};

}  // namespace clearway::audit
