// SPDX-License-Identifier: Apache-2.0
// For tests of list versions: a desk on a fresh PostgreSQL database, and small lists.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "async/runtime.h"
#include "events/event_store.h"
#include "postgres/in_transaction.h"
#include "services/compliance/app.h"
#include "services/compliance/books/list_desk.h"
#include "services/compliance/domain/list/combine_lists.h"
#include "services/compliance/domain/list/list_bytes.h"
#include "testing/test_database.h"

namespace clearway::compliance {

// An individual for each name; the id is its place in `names` unless the name says "7=Jane Roe".
inline SanctionsList SmallList(const std::vector<std::string>& names) {
    SanctionsList list;
    for (const auto& name : names) {
        const auto place = static_cast<std::uint32_t>(list.entries.size());
        const auto equals = name.find('=');
        const auto id =
            equals == std::string::npos ? std::to_string(place + 1) : name.substr(0, equals);
        list.entries.push_back({.number = std::stoll(id),
                                .type = EntryType::kIndividual,
                                .program = "SDGT",
                                .id = id});
        list.names.push_back({place, NameQuality::kPrimary,
                              equals == std::string::npos ? name : name.substr(equals + 1)});
    }
    return list;
}

inline KeptList KeptOf(const std::string& source, const std::vector<std::string>& names) {
    auto list = SmallList(names);
    ListVersion origin{.source = source,
                       .format = "csv",
                       .checksum = core::Sha256(PackList(list)),
                       .report = "{}",
                       .imported_by = "importer",
                       .imported_at = core::SystemClock().Now()};
    return KeepList(std::move(origin), std::move(list));
}

class ListDeskTest : public ::testing::Test {
protected:
    template <class T>
    T Await(async::Task<T> task) {
        return async::BlockOn(runtime_.GetExecutor(), std::move(task));
    }
    std::unique_ptr<events::Outbox> LaneOf(const std::string& process) {
        return std::make_unique<events::Outbox>(
            events::OutboxOptions{.service = "compliance-test",
                                  .instance = process,
                                  .database_url = database_.Url(),
                                  .kafka_brokers = testing::TestKafkaBrokers()});
    }
    // A process of its own: it has a lane and follows when it is told to.
    struct Process {
        Process(ListDeskTest& test, std::unique_ptr<events::Outbox> lane,
                std::vector<std::string> first)
            : outbox(std::move(lane)),
              desk({.database_url = test.database_.Url(),
                    .cached_names_max = 100,
                    .follow_every = std::chrono::hours(1)},
                   *outbox, test.readers_, test.clock_, test.runtime_.GetExecutor(),
                   [first] { return KeptOf(kOfacSource, first); }) {}
        const std::unique_ptr<events::Outbox> outbox;
        StoredListDesk desk;
    };
    std::unique_ptr<Process> Start(const std::string& name = "compliance-0",
                                   std::vector<std::string> first = {"Odo Marchetto"}) {
        return std::make_unique<Process>(*this, LaneOf(name), std::move(first));
    }

    core::Uuid Import(const KeptList& kept) {
        postgres::Connection connection(database_.Url());
        postgres::InTransaction(connection, postgres::Access::kWrite,
                                [&](postgres::Transaction& transaction) {
                                    AddListVersion(transaction, kept);
                                    return core::Done{};
                                });
        return kept.version.id;
    }
    core::Uuid Import(const std::string& source, const std::vector<std::string>& names) {
        return Import(KeptOf(source, names));
    }

    core::Result<ListVersion> Activate(Process& process, const core::Uuid& id,
                                       const std::string& by, std::string reason = {}) {
        return Await(process.desk.Activate(
            {.id = id, .by = by, .override_reason = std::move(reason), .at = clock_.Now()}));
    }
    // By two operators.
    void MakeActive(Process& process, const core::Uuid& id, const std::string& reason = {}) {
        ASSERT_TRUE(Activate(process, id, "ada", reason));
        const auto active = Activate(process, id, "bob", reason);
        ASSERT_TRUE(active) << active.error().Detail();
        ASSERT_EQ(active->state, ListState::kActive);
    }
    core::Result<ListVersion> RollBack(Process& process, const core::Uuid& id) {
        return Await(process.desk.RollBack(
            {.id = id, .by = "ada", .reason = "wrong file", .at = clock_.Now()}));
    }

    std::size_t HitsOf(Process& process, const char* name) {
        return process.desk.Lists().Get()->Screen(Normalise(name)).size();
    }
    std::vector<std::string> FactsOf(const core::Uuid& id) {
        postgres::Connection connection(database_.Url());
        postgres::Transaction transaction(connection.Get());
        const std::vector<core::Uuid> streams{id};
        const auto facts = events::LoadStreams(transaction, streams);
        EXPECT_EQ(events::FirstBrokenLink(facts), 0);
        std::vector<std::string> types;
        for (const auto& fact : facts) types.push_back(fact.type.substr(fact.type.rfind('.') + 1));
        return types;
    }
    std::string Ask(const std::string& sql) {
        postgres::Connection connection(database_.Url());
        postgres::Transaction transaction(connection.Get());
        const auto rows = transaction.exec(sql);
        transaction.commit();
        return rows.empty() || rows[0][0].is_null() ? "" : rows[0][0].c_str();
    }

    testing::TestDatabase database_{"compliance", Migrations()};
    core::SystemClock clock_;
    async::Runtime runtime_{2};
    postgres::ReadPool readers_{database_.Url(), 1};
};

}  // namespace clearway::compliance
