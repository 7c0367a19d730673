// SPDX-License-Identifier: Apache-2.0
// The rows of person_keys and key_encryption_keys inside a transaction: many persons a statement.
#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "postgres/connection.h"
#include "vault/keyring.h"

namespace clearway::vault {

struct WrappedKey {
    PersonId person;
    Generation generation = 0;
    std::string kek_id;
    std::string wrapped;
    bool erased = false;  // then there is no key
};

// Another key-encryption key has taken its place: nothing may be wrapped under this one any more.
struct KeyRetired : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// What a wrapped data key is bound to: it unwraps for its person and generation only.
std::string BoundOf(const PersonId& person, Generation generation);

std::vector<WrappedKey> LoadKeys(postgres::Transaction& transaction,
                                 std::span<const PersonId> persons);

// Until the transaction ends the key is not retired. Throws KeyRetired when it is already.
void ShareKek(postgres::Transaction& transaction, const std::string& kek_id);

// All under `kek_id`, which the transaction shares.
void InsertKeys(postgres::Transaction& transaction, const std::string& kek_id,
                std::span<const WrappedKey> keys);
// Those that `from` still wraps and nobody has locked, under `to`; how many. Shares `to`.
std::uint64_t StoreRewrapped(postgres::Transaction& transaction, const std::string& from,
                             const std::string& to, std::span<const WrappedKey> keys);

// The generation that comes next, of those who have a key and are not erased; nobody else adds one
// or erases them until the transaction ends.
std::vector<WrappedKey> LockNextGenerations(postgres::Transaction& transaction,
                                            std::span<const PersonId> persons);

void EraseKeys(postgres::Transaction& transaction, std::span<const PersonId> persons);

}  // namespace clearway::vault
