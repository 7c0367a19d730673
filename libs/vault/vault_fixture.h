// SPDX-License-Identifier: Apache-2.0
// What tests of person keys share: a database, master keys in memory, persons, sealed values.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "postgres/row.h"
#include "testing/test_database.h"
#include "vault/memory_keys_fixture.h"
#include "vault/opened_fixture.h"
#include "vault/person_keys.h"

namespace clearway::vault {

constexpr Place kPlace{.table = "accounts", .column = "holder", .row = "1"};

inline std::vector<PersonId> MakePersons(int count) {
    std::vector<PersonId> persons;
    for (int i = 0; i < count; ++i) persons.emplace_back(core::Uuid::Random());
    return persons;
}

inline std::string Opened(const Keyring& ring, std::string_view sealed) {
    return Opened(ring, kPlace, sealed);
}

class VaultTest : public ::testing::Test {
protected:
    // As another process would have it: its own cache and connection.
    std::unique_ptr<PersonKeys> Process(PersonKeysOptions options = {}) {
        return std::make_unique<PersonKeys>(database_.Url(), keys_, clock_, options);
    }
    // Each person's text is their id.
    static std::vector<std::string> SealFor(PersonKeys& process,
                                            std::span<const PersonId> persons) {
        std::vector<std::string> sealed;
        const auto rings = process.ForSealing(persons);
        for (std::size_t i = 0; i < persons.size(); ++i)
            sealed.push_back(std::get<std::string>(rings[i]->Seal(kPlace, persons[i].ToString())));
        return sealed;
    }
    std::vector<std::string> OpenAnew(std::span<const PersonId> persons,
                                      std::span<const std::string> sealed) {
        std::vector<std::string> opened;
        const auto rings = Process()->ForOpening(persons);
        for (std::size_t i = 0; i < persons.size(); ++i)
            opened.push_back(Opened(*rings[i], sealed[i]));
        return opened;
    }
    static std::vector<std::string> TextsOf(std::span<const PersonId> persons) {
        std::vector<std::string> texts;
        for (const auto& person : persons) texts.push_back(person.ToString());
        return texts;
    }
    std::int64_t Number(const std::string& sql) {
        postgres::Session session(database_.Url());
        return postgres::AsInt(postgres::Transaction(session).exec1(sql)[0]);
    }
    std::string Text(const std::string& sql) {
        postgres::Session session(database_.Url());
        return postgres::AsText(postgres::Transaction(session).exec1(sql)[0]);
    }
    void Execute(const std::string& sql) {
        postgres::Session session(database_.Url());
        postgres::Transaction transaction(session);
        transaction.exec(sql);
        transaction.commit();
    }

    const testing::TestDatabase database_{"vault", {PersonKeysMigration("0001_person_keys")}};
    const core::SystemClock clock_;
    MemoryKeys keys_;
};

}  // namespace clearway::vault
