// SPDX-License-Identifier: Apache-2.0
#include "services/audit/offline/log_file.h"

#include <charconv>

#include "crypto/base64.h"

namespace clearway::audit {

namespace {

constexpr std::string_view kEntry = "entry ";
constexpr std::string_view kTile = "tile ";
constexpr std::string_view kProof = "proof ";

bool Take(std::string_view& text, std::string_view beginning) {
    if (!text.starts_with(beginning)) return false;
    text.remove_prefix(beginning.size());
    return true;
}

// A number as it is written here, and the space behind it.
std::optional<std::uint64_t> TakeNumber(std::string_view& text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const auto digits = static_cast<std::size_t>(end - text.data());
    if (error != std::errc() || (text[0] == '0' && digits > 1)) return std::nullopt;
    text.remove_prefix(digits);
    if (!Take(text, " ")) return std::nullopt;
    return number;
}

std::optional<std::string> TakeHashes(std::string_view text) {
    auto hashes = crypto::FromBase64(text);
    if (hashes && hashes->size() % merkle::kHashSize != 0) return std::nullopt;
    return hashes;
}

}  // namespace

std::string TextOf(const EntryLine& line) {
    return std::string(kEntry) + std::to_string(line.sequence) + ' ' + line.leaf;
}

std::optional<EntryLine> ParseEntryLine(std::string_view text) {
    if (!Take(text, kEntry)) return std::nullopt;
    const auto sequence = TakeNumber(text);
    if (!sequence) return std::nullopt;
    return EntryLine{.sequence = *sequence, .leaf = std::string(text)};
}

std::string TextOf(const TileLine& line) {
    return std::string(kTile) + std::to_string(line.tile.level) + ' ' +
           std::to_string(line.tile.index) + ' ' + crypto::ToBase64(line.hashes);
}

std::optional<TileLine> ParseTileLine(std::string_view text) {
    if (!Take(text, kTile)) return std::nullopt;
    const auto level = TakeNumber(text);
    const auto index = level ? TakeNumber(text) : std::nullopt;
    auto hashes = TakeHashes(text);
    if (!index || !hashes || *level > 7) return std::nullopt;
    return TileLine{.tile = {.level = static_cast<int>(*level), .index = *index},
                    .hashes = *std::move(hashes)};
}

std::string TextOf(const ProofLine& line) {
    return std::string(kProof) + crypto::ToBase64(line.hashes);
}

std::optional<ProofLine> ParseProofLine(std::string_view text) {
    if (!Take(text, kProof)) return std::nullopt;
    auto hashes = TakeHashes(text);
    if (!hashes) return std::nullopt;
    return ProofLine{*std::move(hashes)};
}

ProofLine ProofOf(std::span<const merkle::Hash> hashes) {
    ProofLine line;
    for (const auto& hash : hashes) line.hashes += merkle::BytesOf(hash);
    return line;
}

std::vector<merkle::Hash> HashesOf(const ProofLine& line) {
    std::vector<merkle::Hash> hashes;
    for (std::size_t at = 0; at < line.hashes.size(); at += merkle::kHashSize)
        hashes.push_back(merkle::HashOfBytes(line.hashes.data() + at));
    return hashes;
}

}  // namespace clearway::audit
