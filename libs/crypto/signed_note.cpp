// SPDX-License-Identifier: Apache-2.0
#include "crypto/signed_note.h"

#include <algorithm>
#include <stdexcept>

#include "core/digest.h"
#include "crypto/base64.h"

namespace clearway::crypto {

namespace {

constexpr std::string_view kDash = "\xE2\x80\x94 ";  // U+2014 and a space
constexpr char kEd25519 = 1;                         // the kind of a signature
constexpr std::size_t kKeyIdSize = 4;
constexpr std::size_t kSignaturesMax = 16;

std::string KeyId(std::string_view name, const PublicKey& key) {
    const auto input = std::string(name) + '\n' + kEd25519 + key.Raw();
    return core::AsBytes(core::Sha256(input)).substr(0, kKeyIdSize);
}

// A text whose lines all hold something, so that the first empty line ends it.
bool IsNoteText(std::string_view text) {
    return text.ends_with('\n') && !text.starts_with('\n') &&
           text.find("\n\n") == std::string_view::npos && std::ranges::none_of(text, [](char c) {
               return static_cast<unsigned char>(c) < 0x20 && c != '\n';
           });
}

std::optional<NoteSignature> ParseSignature(std::string_view line) {
    if (!line.starts_with(kDash)) return std::nullopt;
    line.remove_prefix(kDash.size());
    const auto space = line.find(' ');
    if (space == std::string_view::npos || !IsKeyName(line.substr(0, space))) return std::nullopt;
    const auto bytes = FromBase64(line.substr(space + 1));
    if (!bytes || bytes->size() <= kKeyIdSize) return std::nullopt;
    return NoteSignature{.name = std::string(line.substr(0, space)),
                         .key_id = bytes->substr(0, kKeyIdSize),
                         .signature = bytes->substr(kKeyIdSize)};
}

}  // namespace

bool IsKeyName(std::string_view name) {
    return !name.empty() &&
           std::ranges::all_of(name, [](char c) { return c > 0x20 && c < 0x7F && c != '+'; });
}

std::string SignNote(std::string_view text, std::string_view name, const PrivateKey& key) {
    if (!IsNoteText(text) || !IsKeyName(name))
        throw std::invalid_argument("a note needs lines of text and the name of a key");
    return std::string(text) + '\n' + std::string(kDash) + std::string(name) + ' ' +
           ToBase64(KeyId(name, key.Public()) + key.Sign(text)) + '\n';
}

std::optional<SignedNote> ParseNote(std::string_view note) {
    const auto end = note.find("\n\n");
    if (end == std::string_view::npos || !note.ends_with('\n')) return std::nullopt;
    SignedNote parsed{.text = std::string(note.substr(0, end + 1)), .signatures = {}};
    if (!IsNoteText(parsed.text)) return std::nullopt;
    for (auto rest = note.substr(end + 2); !rest.empty();) {
        const auto line_end = rest.find('\n');
        auto signature = ParseSignature(rest.substr(0, line_end));
        if (!signature || parsed.signatures.size() == kSignaturesMax) return std::nullopt;
        parsed.signatures.push_back(*std::move(signature));
        rest.remove_prefix(line_end + 1);
    }
    if (parsed.signatures.empty()) return std::nullopt;
    return parsed;
}

bool IsSignedBy(std::string_view text, const NoteSignature& signature, std::string_view name,
                const PublicKey& key) {
    return signature.name == name && signature.key_id == KeyId(name, key) &&
           key.Verify(text, signature.signature);
}

}  // namespace clearway::crypto
