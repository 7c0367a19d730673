// SPDX-License-Identifier: Apache-2.0
// The ledger over a real database and broker, for tests. Not linked by the service.
#pragma once

#include <gtest/gtest.h>

#include <boost/asio/use_future.hpp>
#include <map>
#include <mutex>

#include "async/runtime.h"
#include "events/outbox.h"
#include "services/settlement/app.h"
#include "services/settlement/domain/ledger_builder.h"
#include "services/settlement/events/outgoing.h"
#include "services/settlement/test_clock_fixture.h"
#include "testing/test_database.h"
#include "vault/memory_keys_fixture.h"

namespace clearway::settlement::testing {

class LedgerFixture : public ::testing::Test {
protected:
    using Outcome = core::Result<Reply>;

    template <class What>
    async::Task<Outcome> Send(What what) {
        Command command{.what = std::move(what)};
        auto task = ledger.Submit(std::move(command));
        auto reply = co_await std::move(task);
        co_return reply;
    }
    template <class What>
    Outcome Submit(What what) {
        return async::BlockOn(runtime.GetExecutor(), Send(std::move(what)));
    }
    // The reply of a command that must not be an error.
    template <class T, class What>
    T Do(What what) {
        auto outcome = Submit(std::move(what));
        if (!outcome) {
            ADD_FAILURE() << core::Describe(outcome.error().code).name;
            throw std::runtime_error("the command failed");
        }
        return std::get<T>(*outcome);
    }
    // One batch, as the writer of another process would make of commands that queued together.
    std::vector<Outcome> Batch(const std::vector<Command>& commands) {
        LedgerStore other{clock, ToEvent, database.Url()};
        for (;;) {
            postgres::Connection connection(database.Url());
            postgres::Transaction transaction(connection.Get());
            events::EventSink sink;
            try {
                auto outcomes = other.Apply(transaction, commands, sink);
                transaction.commit();
                return outcomes;
            } catch (const pqxx::unique_violation&) {
            } catch (const postgres::RetryBatch&) {
            }
        }
    }
    void Open(const std::string& name, std::int64_t cents = 0) {
        const auto id = AccountNamed(name);
        auto sealing = names.Seal(id, id.value, core::Sensitive<std::string>("Ada Example"));
        Do<AccountReply>(OpenAccount{
            .account_id = id,
            .partner_id = "acme",
            .currency = kEur,
            .type = AccountType::kCustomer,
            .sealed_holder_name = *async::BlockOn(runtime.GetExecutor(), std::move(sealing)),
            .holder_country = "DE"});
        if (cents > 0) Credit(name, cents, "opening " + name);
    }
    TransferReply Credit(const std::string& name, std::int64_t cents, const std::string& key) {
        return Do<TransferReply>(CreditFromClearing{MakeId<core::TransferId>(key), "acme",
                                                    AccountNamed(name), Eur(cents)});
    }
    Account At(const std::string& name) {
        return *async::BlockOn(runtime.GetExecutor(),
                               reader.FindAccount("acme", AccountNamed(name)));
    }
    enum class Keep { kNo, kYes };
    std::string Query(const std::string& statement, Keep keep = Keep::kNo) {
        postgres::Connection connection(database.Url());
        postgres::Transaction transaction(connection.Get());
        const auto rows = transaction.exec(statement);
        if (keep == Keep::kYes) transaction.commit();
        return rows.empty() || rows[0][0].is_null() ? "" : std::string(rows[0][0].c_str());
    }
    // A digest of everything that the ledger's tables and the event store say.
    std::string Digest() {
        std::string digest;
        for (const std::string table :
             {"accounts", "holds", "transfers", "entries", "settlement_windows",
              "settlement_participants", "settlement_flows", "events"}) {
            digest += Query("SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM " + table +
                            " t") +
                      " ";
        }
        return digest;
    }
    void ExpectBooksBalance() {
        const auto balance =
            async::BlockOn(runtime.GetExecutor(), usecase::GetTrialBalance(reader));
        ASSERT_TRUE(balance);
        EXPECT_TRUE(balance->balanced);
        EXPECT_FALSE(balance->lines.empty());
        // Each entry follows from the one before, or from what was brought forward.
        EXPECT_EQ(Query("SELECT count(*) FROM (SELECT balance_after - amount AS before,"
                        " lag(balance_after, 1, coalesce(f.balance, 0)) OVER w AS last,"
                        " sequence - lag(sequence, 1, coalesce(f.entries, 0)) OVER w AS step"
                        " FROM entries LEFT JOIN brought_forward AS f USING (account_id)"
                        " WHERE sequence > coalesce(f.entries, 0)"
                        " WINDOW w AS (PARTITION BY account_id ORDER BY sequence)) AS e"
                        " WHERE before <> last OR step <> 1"),
                  "0");
    }

    TestClock clock;
    clearway::testing::TestDatabase database{"settlement", Migrations()};
    async::Runtime runtime{2};
    postgres::ReadPool readers{database.Url(), 1};
    postgres::ReadPool whole_ledger{database.Url(), 1};
    events::Outbox outbox{{.service = "settlement-test",
                           .instance = "settlement-test-0",
                           .database_url = database.Url(),
                           .kafka_brokers = clearway::testing::TestKafkaBrokers()}};
    LedgerStore store{clock, ToEvent, database.Url()};
    LedgerRunner runner{{.name = "ledger", .database_url = database.Url()},
                        outbox,
                        [this](auto& transaction, auto commands, auto& sink) {
                            return store.Apply(transaction, commands, sink);
                        },
                        [this] { store.Committed(); }};
    StoredLedgerWriter ledger{runner};
    vault::MemoryKeys master_keys;
    vault::ServiceVault vault{master_keys, database.Url(), clock};
    SealedHolderNames names{vault};
    StoredLedgerReader reader{readers, whole_ledger, vault};
};

}  // namespace clearway::settlement::testing
