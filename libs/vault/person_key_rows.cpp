// SPDX-License-Identifier: Apache-2.0
#include "vault/person_key_rows.h"

#include "embedded/vault_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"

namespace clearway::vault {

namespace {

namespace sql = embedded::vault_sql;

pqxx::binarystring Ids(std::span<const PersonId> persons) {
    postgres::UuidArray ids;
    for (const auto& person : persons) ids.Add(person);
    return ids.Take();
}

struct KeyColumns {
    postgres::UuidArray persons;
    postgres::IntegerArray generations;
    postgres::BytesArray wrapped;

    explicit KeyColumns(std::span<const WrappedKey> keys) {
        for (const auto& key : keys) {
            persons.Add(key.person);
            generations.Add(std::int64_t{key.generation});
            wrapped.Add(key.wrapped);
        }
    }
};

}  // namespace

std::string BoundOf(const PersonId& person, Generation generation) {
    return "clearway person key 1 " + person.ToString() + ' ' + std::to_string(generation);
}

std::vector<WrappedKey> LoadKeys(postgres::Transaction& transaction,
                                 std::span<const PersonId> persons) {
    std::vector<WrappedKey> keys;
    for (const auto& row :
         postgres::Execute(transaction, {"load_keys", sql::kLoadKeys}, Ids(persons)))
        keys.push_back({.person = postgres::AsId<PersonId>(row[0]),
                        .generation = static_cast<Generation>(postgres::AsInt(row[1])),
                        .kek_id = postgres::AsText(row[2]),
                        .wrapped = postgres::AsBytes(row[3]),
                        .erased = postgres::AsBool(row[4])});
    return keys;
}

void ShareKek(postgres::Transaction& transaction, const std::string& kek_id) {
    const postgres::Statement share{"share_kek", sql::kShareKek};
    auto shared = postgres::Execute(transaction, share, kek_id);
    if (shared.empty()) {
        postgres::Execute(transaction, {"add_kek", sql::kAddKek}, kek_id);
        shared = postgres::Execute(transaction, share, kek_id);
    }
    if (!postgres::AsBool(shared.at(0)[0]))
        throw KeyRetired("the key-encryption key " + kek_id + " is retired");
}

void InsertKeys(postgres::Transaction& transaction, const std::string& kek_id,
                std::span<const WrappedKey> keys) {
    KeyColumns columns(keys);
    postgres::Execute(transaction, {"insert_keys", sql::kInsertKeys}, kek_id,
                      columns.persons.Take(), columns.generations.Take(), columns.wrapped.Take());
}

std::uint64_t StoreRewrapped(postgres::Transaction& transaction, const std::string& from,
                             const std::string& to, std::span<const WrappedKey> keys) {
    ShareKek(transaction, to);
    KeyColumns columns(keys);
    const auto stored = postgres::Execute(transaction, {"store_rewrapped", sql::kStoreRewrapped},
                                          from, to, columns.persons.Take(),
                                          columns.generations.Take(), columns.wrapped.Take());
    return static_cast<std::uint64_t>(stored.affected_rows());
}

std::vector<WrappedKey> LockNextGenerations(postgres::Transaction& transaction,
                                            std::span<const PersonId> persons) {
    std::vector<PersonId> locked;
    for (const auto& row :
         postgres::Execute(transaction, {"lock_persons", sql::kLockPersons}, Ids(persons)))
        locked.push_back(postgres::AsId<PersonId>(row[0]));
    std::vector<WrappedKey> next;
    for (const auto& row :
         postgres::Execute(transaction, {"next_generations", sql::kNextGenerations}, Ids(locked)))
        next.push_back({.person = postgres::AsId<PersonId>(row[0]),
                        .generation = static_cast<Generation>(postgres::AsInt(row[1])),
                        .kek_id = {},
                        .wrapped = {}});
    return next;
}

void EraseKeys(postgres::Transaction& transaction, std::span<const PersonId> persons) {
    postgres::Execute(transaction, {"erase_persons", sql::kErasePersons}, Ids(persons));
    postgres::Execute(transaction, {"erase_later_keys", sql::kEraseLaterKeys}, Ids(persons));
}

}  // namespace clearway::vault
