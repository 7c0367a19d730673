// SPDX-License-Identifier: Apache-2.0
#include "vault/person_keys.h"

#include <algorithm>
#include <utility>

#include "embedded/vault_migrations.h"
#include "telemetry/log.h"

namespace clearway::vault {

namespace {

using Reason = KeyEncryptionError::Reason;

// In one order everywhere, each once: batches that meet wait for one another instead of
// deadlocking.
std::vector<PersonId> Sorted(std::span<const PersonId> persons) {
    std::vector<PersonId> sorted(persons.begin(), persons.end());
    std::ranges::sort(sorted);
    const auto rest = std::ranges::unique(sorted);
    sorted.erase(rest.begin(), rest.end());
    return sorted;
}

}  // namespace

postgres::Migration PersonKeysMigration(std::string_view name) {
    return {.name = name, .sql = embedded::vault_migrations::kPersonKeys};
}

PersonKeys::PersonKeys(std::string database_url, KeyEncryption& keys, const core::Clock& clock,
                       PersonKeysOptions options)
    : keys_(keys),
      cache_(options.cached_max, options.cached_for, clock),
      connection_(std::move(database_url)) {}

// Once more on a new connection when the old one turns out to be broken: each piece of work may be
// done twice.
template <class Work>
auto PersonKeys::Run(postgres::Access access, Work work) {
    for (bool again = true;; again = false) {
        try {
            postgres::Transaction transaction(connection_.Get(), access);
            auto result = work(transaction);
            transaction.commit();
            return result;
        } catch (const pqxx::broken_connection&) {
            connection_.Reset();
            if (!again) throw;
        }
    }
}

std::vector<SharedKeyring> PersonKeys::ForSealing(std::span<const PersonId> persons) {
    return Find(persons, true);
}

std::vector<SharedKeyring> PersonKeys::ForOpening(std::span<const PersonId> persons) {
    return Find(persons, false);
}

std::vector<SharedKeyring> PersonKeys::Find(std::span<const PersonId> persons, bool make) {
    Rings found;
    std::vector<PersonId> unknown;
    const auto look = [&](std::span<const PersonId> those) {
        unknown.clear();
        for (const auto& person : those)
            if (auto ring = cache_.Find(person))
                found.insert_or_assign(person, std::move(ring));
            else
                unknown.push_back(person);
    };
    look(Sorted(persons));
    if (!unknown.empty()) {
        const std::lock_guard lock(mutex_);
        look(std::vector(unknown));  // another thread may have read them meanwhile
        found.merge(Read(unknown));
        std::erase_if(unknown, [&](const auto& person) { return found.contains(person); });
        if (make && !unknown.empty()) {
            Make(unknown);
            found.merge(Read(unknown));
        }
    }
    std::vector<SharedKeyring> rings;
    rings.reserve(persons.size());
    for (const auto& person : persons) {
        auto& ring = found[person];
        if (!ring) ring = std::make_shared<const Keyring>(person);
        rings.push_back(ring);
    }
    return rings;
}

// Of those who have rows; into the cache, too.
PersonKeys::Rings PersonKeys::Read(std::span<const PersonId> persons) {
    if (persons.empty()) return {};
    for (bool again = true;; again = false) {
        const auto rows = Run(postgres::Access::kRead,
                              [&](auto& transaction) { return LoadKeys(transaction, persons); });
        try {
            auto rings = Unwrap(rows);
            for (const auto& [person, ring] : rings)
                if (ring->IsComplete()) cache_.Insert(person, ring);
            return rings;
        } catch (const KeyEncryptionError& error) {
            // A rotation may have gone by since the rows were read, and the old key with it.
            if (error.Why() != Reason::kNoKey || !again) throw;
        }
    }
}

PersonKeys::Rings PersonKeys::Unwrap(std::span<const WrappedKey> rows) {
    std::unordered_map<PersonId, std::shared_ptr<Keyring>> rings;
    for (const auto& row : rows) {
        auto& ring = rings[row.person];
        if (!ring) ring = std::make_shared<Keyring>(row.person);
        if (row.erased)
            ring->MarkErased();
        else
            AddKey(*ring, row);
    }
    return {rings.begin(), rings.end()};
}

// A row that somebody altered must not keep the others of its batch from their keys.
void PersonKeys::AddKey(Keyring& ring, const WrappedKey& row) {
    try {
        ring.Add(row.generation,
                 keys_.Unwrap(row.kek_id, row.wrapped, BoundOf(row.person, row.generation)));
    } catch (const KeyEncryptionError& error) {
        if (error.Why() != Reason::kNotAuthentic) throw;
        log::Error("a person's key does not unwrap", {{"person_id", row.person.ToString()},
                                                      {"generation", row.generation},
                                                      {"kek_id", row.kek_id},
                                                      {"reason", error.what()}});
        ring.AddMissing(row.generation);
    }
}

void PersonKeys::Wrap(std::vector<WrappedKey>& keys, const std::string& kek_id) {
    for (auto& key : keys)
        key.wrapped =
            keys_.Wrap(kek_id, crypto::AesKey::Random(), BoundOf(key.person, key.generation));
}

// Runs `store` in a transaction with the key to wrap under; again when a rotation retired that
// without this process having heard of the next.
template <class Store>
void PersonKeys::Wrapping(Store store) {
    for (bool again = true;; again = false) {
        const auto kek_id = keys_.CurrentKeyId();
        try {
            Run(postgres::Access::kWrite, [&](auto& transaction) {
                ShareKek(transaction, kek_id);
                store(transaction, kek_id);
                return true;
            });
            return;
        } catch (const KeyRetired&) {
            if (!again) throw;
            keys_.Refresh();
        }
    }
}

void PersonKeys::Make(std::span<const PersonId> persons) {
    Wrapping([&](auto& transaction, const std::string& kek_id) {
        std::vector<WrappedKey> keys;
        for (const auto& person : persons)
            keys.push_back({.person = person, .generation = 1, .kek_id = kek_id, .wrapped = {}});
        Wrap(keys, kek_id);
        InsertKeys(transaction, kek_id, keys);
    });
}

void PersonKeys::AddGeneration(std::span<const PersonId> persons) {
    if (persons.empty()) return;
    const auto sorted = Sorted(persons);
    const std::lock_guard lock(mutex_);
    Wrapping([&](auto& transaction, const std::string& kek_id) {
        auto keys = LockNextGenerations(transaction, sorted);
        Wrap(keys, kek_id);
        InsertKeys(transaction, kek_id, keys);
    });
    for (const auto& person : sorted) cache_.Erase(person);
}

void PersonKeys::Erase(std::span<const PersonId> persons) {
    if (persons.empty()) return;
    const auto sorted = Sorted(persons);
    const std::lock_guard lock(mutex_);
    Run(postgres::Access::kWrite, [&](auto& transaction) {
        EraseKeys(transaction, sorted);
        return true;
    });
    for (const auto& person : sorted) cache_.Erase(person);
}

}  // namespace clearway::vault
