// SPDX-License-Identifier: Apache-2.0
#include "merkle/checkpoint.h"

#include <charconv>
#include <stdexcept>

#include "crypto/base64.h"
#include "crypto/signed_note.h"

namespace clearway::merkle {

namespace {

std::string TextOf(const Checkpoint& checkpoint) {
    return checkpoint.origin + '\n' + std::to_string(checkpoint.tree.size) + '\n' +
           crypto::ToBase64(BytesOf(checkpoint.tree.root)) + '\n';
}

std::string_view TakeLine(std::string_view& text) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

std::optional<Checkpoint> ParseText(std::string_view text) {
    auto rest = text;
    Checkpoint checkpoint{.origin = std::string(TakeLine(rest)), .tree = {}};
    const auto size = TakeLine(rest);
    const auto root = crypto::FromBase64(TakeLine(rest));
    std::from_chars(size.data(), size.data() + size.size(), checkpoint.tree.size);
    if (!root || root->size() != kHashSize) return std::nullopt;
    checkpoint.tree.root = HashOfBytes(root->data());
    // One state has one text: no other spelling of the size, nothing behind the root.
    if (TextOf(checkpoint) != text || !crypto::IsKeyName(checkpoint.origin)) return std::nullopt;
    return checkpoint;
}

OpenedCheckpoint Refused(std::string fault) { return {std::nullopt, std::move(fault)}; }

}  // namespace

std::string SignCheckpoint(const Checkpoint& checkpoint, const crypto::PrivateKey& key) {
    return crypto::SignNote(TextOf(checkpoint), checkpoint.origin, key);
}

OpenedCheckpoint OpenCheckpoint(std::string_view note, const crypto::PublicKey& key,
                                std::string_view origin) {
    const auto parsed = crypto::ParseNote(note);
    if (!parsed) return Refused("is no signed note");
    const auto checkpoint = ParseText(parsed->text);
    if (!checkpoint) return Refused("does not state a log, its size and its root");
    if (!origin.empty() && checkpoint->origin != origin)
        return Refused("is of another log, " + checkpoint->origin);
    if (parsed->signatures.size() != 1) return Refused("has more signatures than the log's");
    if (!crypto::IsSignedBy(parsed->text, parsed->signatures.front(), checkpoint->origin, key))
        return Refused("is not signed by this key");
    return {*checkpoint, {}};
}

}  // namespace clearway::merkle
