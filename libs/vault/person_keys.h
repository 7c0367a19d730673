// SPDX-License-Identifier: Apache-2.0
// A data key a person, kept wrapped in PostgreSQL and unwrapped in memory for a while. What a
// person owns is sealed under it, so that to destroy it is to erase them wherever that was copied
// to. Copies of the wrapped key itself end with the key-encryption key that they are under.
//
// On a connection of its own: a key is committed, read back and unwrapped before anything is sealed
// under it, whatever becomes of the caller's transaction. Blocks; for the threads of stores.
#pragma once

#include <chrono>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "postgres/connection.h"
#include "postgres/migrator.h"
#include "vault/key_encryption.h"
#include "vault/keyring_cache.h"
#include "vault/person_key_rows.h"

namespace clearway::vault {

// The tables person_keys and key_encryption_keys, under a name in the order of a service's own
// steps.
postgres::Migration PersonKeysMigration(std::string_view name);

struct PersonKeysOptions {
    std::size_t cached_max = 10'000;
    // How long another process may go on with the keys of a person that this one erased.
    std::chrono::milliseconds cached_for = std::chrono::minutes(1);
};

// Any number of threads. Throws KeyEncryptionError, and pqxx's errors.
class PersonKeys {
public:
    // `keys` and `clock` must outlive it.
    PersonKeys(std::string database_url, KeyEncryption& keys, const core::Clock& clock,
               PersonKeysOptions options = {});

    // In the order of the persons. Who has no key yet gets one.
    std::vector<SharedKeyring> ForSealing(std::span<const PersonId> persons);
    // The same without making keys: an empty keyring opens nothing.
    std::vector<SharedKeyring> ForOpening(std::span<const PersonId> persons);
    // Does not block: nullptr unless it is in memory.
    SharedKeyring Known(const PersonId& person) { return cache_.Find(person); }

    // New values are sealed under a new key from now on (in other processes once their keyrings are
    // read again); old values stay readable.
    void AddGeneration(std::span<const PersonId> persons);

    // Destroys the keys of the persons, for ever; nothing is sealed for them again.
    void Erase(std::span<const PersonId> persons);

    // Wipes what was in memory for long enough; for a timer.
    void Sweep() { cache_.Sweep(); }

private:
    using Rings = std::unordered_map<PersonId, SharedKeyring>;

    template <class Work>
    auto Run(postgres::Access access, Work work);
    std::vector<SharedKeyring> Find(std::span<const PersonId> persons, bool make);
    Rings Read(std::span<const PersonId> persons);
    Rings Unwrap(std::span<const WrappedKey> rows);
    void AddKey(Keyring& ring, const WrappedKey& row);
    void Make(std::span<const PersonId> persons);
    template <class Store>
    void Wrapping(Store store);
    void Wrap(std::vector<WrappedKey>& keys, const std::string& kek_id);

    KeyEncryption& keys_;
    KeyringCache cache_;
    // Held from the reading of rows until they are in the cache: an erasure comes before or after.
    std::mutex mutex_;
    postgres::Connection connection_;
};

}  // namespace clearway::vault
