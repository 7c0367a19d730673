// SPDX-License-Identifier: Apache-2.0
// Signed notes (c2sp.org/signed-note): a text, an empty line, and signatures that say whose they
// are. A person can read one and any tool of transparency logs can check it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/ed25519.h"

namespace clearway::crypto {

struct NoteSignature {
    std::string name;    // of the key
    std::string key_id;  // 4 bytes, which tell apart keys of one name
    std::string signature;
};

struct SignedNote {
    std::string text;  // ends with a line end, which is signed too
    std::vector<NoteSignature> signatures;
};

// What may name a key: visible ASCII without '+', which separates the parts of a key elsewhere.
bool IsKeyName(std::string_view name);

// `text` must end with a line end and hold no empty line; `name` must be a key's name. Throws
// std::invalid_argument otherwise.
std::string SignNote(std::string_view text, std::string_view name, const PrivateKey& key);

// nullopt for anything that is not a note to the last byte. Says nothing about who signed.
std::optional<SignedNote> ParseNote(std::string_view note);

// Whether `signature` is that of the key of this name over the text.
bool IsSignedBy(std::string_view text, const NoteSignature& signature, std::string_view name,
                const PublicKey& key);

}  // namespace clearway::crypto
