// SPDX-License-Identifier: Apache-2.0
// The data keys of one person, and what they seal: a value of one column of one row. A sealed value
// opens at its own place only; moved to another row, column or person it is refused.
//
//   version (1) | generation of the key, big endian (4) | nonce (12) | ciphertext | tag (16)
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/ids.h"
#include "core/sensitive.h"
#include "crypto/aes_gcm.h"

namespace clearway::vault {

using PersonId = core::Id<struct PersonTag>;
using Generation = std::uint32_t;  // of a person's data key, from 1

struct Place {
    std::string_view table;
    std::string_view column;
    std::string_view row;  // the row's key as text
};

enum class Refusal {
    kErased,   // the person was erased: nobody opens or seals for it ever again
    kNoKey,    // there is no key of this generation
    kAltered,  // not what was sealed at this place for this person
};

// The value, or why there is none.
template <class T>
using Outcome = std::variant<T, Refusal>;

constexpr std::size_t kSealedOverhead = 5 + crypto::kGcmOverhead;

// Immutable once shared; wiped when the last of those who use it lets go.
class Keyring {
public:
    explicit Keyring(const PersonId& person) : person_(person) {}

    void Add(Generation generation, crypto::AesKey key);
    // A key that exists and could not be unwrapped: nothing is sealed under an older one instead.
    void AddMissing(Generation generation);
    void MarkErased();

    bool IsErased() const { return erased_; }
    bool IsComplete() const { return complete_; }
    // False: erased, without keys, or the newest could not be unwrapped.
    bool CanSeal() const { return !erased_ && keys_.contains(newest_); }
    bool IsEmpty() const { return newest_ == 0 && !erased_; }

    Outcome<std::string> Seal(const Place& place, std::string_view text) const;
    Outcome<core::Sensitive<std::string>> Open(const Place& place, std::string_view sealed) const;

private:
    const PersonId person_;
    std::map<Generation, crypto::AesKey> keys_;
    Generation newest_ = 0;
    bool erased_ = false;
    bool complete_ = true;
};

using SharedKeyring = std::shared_ptr<const Keyring>;

}  // namespace clearway::vault
