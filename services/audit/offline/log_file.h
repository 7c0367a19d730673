// SPDX-License-Identifier: Apache-2.0
// The lines of an exported log and of a bundle (docs/audit_log_file.md). Each has one spelling.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "merkle/tile.h"

namespace clearway::audit {

inline constexpr std::string_view kLogHeader = "clearway-audit-log/1";
inline constexpr std::string_view kBundleHeader = "clearway-audit-bundle/1";
inline constexpr std::string_view kGrowthHeader = "clearway-audit-growth/1";
// Behind it stands the signed note, to the end of the file.
inline constexpr std::string_view kCheckpointLine = "checkpoint";

struct EntryLine {
    std::uint64_t sequence = 0;
    std::string leaf;
};
std::string TextOf(const EntryLine& line);
std::optional<EntryLine> ParseEntryLine(std::string_view text);

struct TileLine {
    merkle::TileId tile;
    std::string hashes;  // their bytes, one after the other
};
std::string TextOf(const TileLine& line);
std::optional<TileLine> ParseTileLine(std::string_view text);

struct ProofLine {
    std::string hashes;
};
std::string TextOf(const ProofLine& line);
std::optional<ProofLine> ParseProofLine(std::string_view text);
ProofLine ProofOf(std::span<const merkle::Hash> hashes);
std::vector<merkle::Hash> HashesOf(const ProofLine& line);

}  // namespace clearway::audit
