// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "async/runtime.h"
#include "postgres/array.h"
#include "postgres/group_commit.h"
#include "postgres/migrator.h"
#include "postgres/read_pool.h"
#include "postgres/row.h"
#include "testing/test_database.h"

namespace clearway::postgres {
namespace {

const std::vector<Migration> kSchema{
    {"0001_notes", "CREATE TABLE notes (id bigint PRIMARY KEY, text text NOT NULL)"}};

using Writer = GroupCommit<std::int64_t, std::int64_t>;

// Stores each number; a negative one is refused, 13 breaks the statement, 17 is never free,
// 19 finds its premises changed at every attempt.
std::vector<core::Result<std::int64_t>> Store(Transaction& transaction,
                                              std::span<const std::int64_t> numbers) {
    std::vector<core::Result<std::int64_t>> outcomes;
    for (const auto number : numbers) {
        if (number < 0) {
            outcomes.push_back(core::ErrorCode::kInvalidArgument);
            continue;
        }
        if (number == 13) transaction.exec("SELECT 1 / 0");
        if (number == 19) throw RetryBatch("a version moved");
        if (number == 17) transaction.exec("INSERT INTO notes VALUES (17, 'x'), (17, 'y')");
        Execute(transaction, {"store", "INSERT INTO notes VALUES ($1, 'x') ON CONFLICT DO NOTHING"},
                number);
        outcomes.push_back(number);
    }
    return outcomes;
}

std::int64_t CountNotes(const std::string& url) {
    Session session(url);
    Transaction transaction(session);
    return AsInt(transaction.exec1("SELECT count(*) FROM notes")[0]);
}

class GroupCommitTest : public ::testing::Test {
protected:
    core::Result<std::int64_t> Submit(Writer& writer, std::int64_t number) {
        return async::BlockOn(runtime_.GetExecutor(), writer.Submit(number));
    }

    testing::TestDatabase database_{"postgres", kSchema};
    async::Runtime runtime_{2};
};

TEST_F(GroupCommitTest, EveryCallerGetsItsOwnOutcomeAfterTheCommit) {
    Writer writer({.name = "test", .database_url = database_.Url()}, Store);
    std::vector<std::future<core::Result<std::int64_t>>> answers;
    for (std::int64_t i = 1; i <= 200; ++i)
        answers.push_back(std::async(std::launch::async, [&, i] {
            return Submit(writer, i % 10 == 0 ? -i : i * 100);
        }));
    std::int64_t stored = 0;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto answer = answers[i].get();
        EXPECT_EQ(answer.has_value(), (i + 1) % 10 != 0);
        if (answer) ++stored;
    }
    EXPECT_EQ(CountNotes(database_.Url()), stored);
}

TEST_F(GroupCommitTest, AFaultyCommandDoesNotFailItsNeighbours) {
    std::promise<void> gate;
    auto open = gate.get_future().share();
    std::atomic<bool> first{true};
    Writer writer({.name = "test", .database_url = database_.Url()},
                  [&](Transaction& tx, std::span<const std::int64_t> numbers) {
                      if (first.exchange(false)) open.wait();  // the others queue up meanwhile
                      return Store(tx, numbers);
                  });
    std::vector<std::future<core::Result<std::int64_t>>> answers;
    for (const std::int64_t number : {1, 2, 13, 4})
        answers.push_back(
            std::async(std::launch::async, [&, number] { return Submit(writer, number); }));
    gate.set_value();
    EXPECT_TRUE(answers[0].get());
    EXPECT_TRUE(answers[1].get());
    const auto faulty = answers[2].get();
    ASSERT_FALSE(faulty);
    EXPECT_EQ(faulty.error().code, core::ErrorCode::kInternal);
    EXPECT_TRUE(answers[3].get());
    EXPECT_EQ(CountNotes(database_.Url()), 3);
}

// Submits to a writer whose thread is held meanwhile, so that the numbers share a batch.
class SharedBatchTest : public GroupCommitTest {
protected:
    using Outcomes = std::vector<core::Result<std::int64_t>>;

    Outcomes SubmitTogether(const std::vector<std::int64_t>& numbers) {
        std::promise<void> held, gate;
        Writer writer({.name = "test", .database_url = database_.Url()},
                      [&](Transaction& tx, std::span<const std::int64_t> batch) {
                          if (batches_.empty()) {
                              held.set_value();
                              gate.get_future().wait();
                          }
                          batches_.push_back(batch.size());
                          return Store(tx, batch);
                      });
        Outcomes outcomes(numbers.size(), core::ErrorCode::kInternal);
        core::Result<std::int64_t> first = core::ErrorCode::kInternal;
        {
            // One thread that takes its work in turn: what is posted last finds the others queued.
            async::Runtime turn{1};
            const auto submit = [&](std::int64_t number, core::Result<std::int64_t>& outcome) {
                boost::asio::co_spawn(turn.GetExecutor(), Note(writer, number, outcome),
                                      boost::asio::detached);
            };
            submit(1'000, first);
            held.get_future().wait();
            for (std::size_t i = 0; i < numbers.size(); ++i) submit(numbers[i], outcomes[i]);
            boost::asio::post(turn.GetExecutor(), [&] { gate.set_value(); });
        }
        EXPECT_TRUE(first);
        EXPECT_EQ(batches_.at(1), numbers.size()) << "they did not share a batch";
        return outcomes;
    }

    static async::Task<void> Note(Writer& writer, std::int64_t number,
                                  core::Result<std::int64_t>& outcome) {
        auto waiting = writer.Submit(number);
        outcome = co_await std::move(waiting);
    }

    std::vector<std::size_t> batches_;
};

TEST_F(SharedBatchTest, ARowThatStaysInTheWayFailsItsOwnCommandAlone) {
    const auto outcomes = SubmitTogether({1, 17, 3});
    EXPECT_TRUE(outcomes[0]);
    EXPECT_TRUE(outcomes[2]);
    ASSERT_FALSE(outcomes[1]);
    EXPECT_EQ(outcomes[1].error().code, core::ErrorCode::kInternal) << "repeating cannot help";
    EXPECT_EQ(CountNotes(database_.Url()), 3);
}

TEST_F(SharedBatchTest, AConflictThatComesAtEveryAttemptFailsItsOwnCommandAlone) {
    const auto outcomes = SubmitTogether({1, 19, 3});
    EXPECT_TRUE(outcomes[0]);
    EXPECT_TRUE(outcomes[2]);
    ASSERT_FALSE(outcomes[1]);
    EXPECT_EQ(outcomes[1].error().code, core::ErrorCode::kUnavailable) << "repeating may help";
}

TEST_F(GroupCommitTest, AFullQueueRefusesAtOnce) {
    std::promise<void> gate;
    auto open = gate.get_future().share();
    std::promise<void> entered;
    std::atomic<bool> first{true};
    Writer writer({.name = "test", .database_url = database_.Url(), .queue_max = 1},
                  [&](Transaction& tx, std::span<const std::int64_t> numbers) {
                      if (first.exchange(false)) {
                          entered.set_value();
                          open.wait();
                      }
                      return Store(tx, numbers);
                  });
    auto running = std::async(std::launch::async, [&] { return Submit(writer, 1); });
    entered.get_future().wait();
    auto queued = std::async(std::launch::async, [&] { return Submit(writer, 2); });
    // Whichever of the next two comes second finds the queue full.
    auto other = std::async(std::launch::async, [&] { return Submit(writer, 3); });
    int refused = 0;
    testing::WaitUntil([&] {
        return queued.wait_for(std::chrono::seconds(0)) == std::future_status::ready ||
               other.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    });
    gate.set_value();
    for (auto* answer : {&queued, &other}) {
        const auto outcome = answer->get();
        if (!outcome) {
            EXPECT_EQ(outcome.error().code, core::ErrorCode::kOverloaded);
            ++refused;
        }
    }
    EXPECT_EQ(refused, 1);
    EXPECT_TRUE(running.get());
}

TEST_F(GroupCommitTest, GoesOnAfterTheServerEndedItsConnection) {
    Writer writer({.name = "test", .database_url = database_.Url()}, Store);
    ASSERT_TRUE(Submit(writer, 1));
    database_.TerminateConnections();
    EXPECT_TRUE(Submit(writer, 2));
    EXPECT_EQ(CountNotes(database_.Url()), 2);
}

TEST_F(GroupCommitTest, WithoutAServerTheCallerHearsUnavailable) {
    Writer writer({.name = "test", .database_url = "host=127.0.0.1 port=1 connect_timeout=1"},
                  Store);
    const auto answer = Submit(writer, 1);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, core::ErrorCode::kUnavailable);
}

TEST_F(GroupCommitTest, ReadersFindWhatIsStoredAndSurviveALostConnection) {
    ReadPool readers(database_.Url(), 2);
    const auto count = [&] {
        return async::BlockOn(runtime_.GetExecutor(),
                              readers.Read<std::int64_t>([](Transaction& tx) {
                                  return core::Result<std::int64_t>(
                                      AsInt(tx.exec1("SELECT count(*) FROM notes")[0]));
                              }));
    };
    EXPECT_EQ(*count(), 0);
    database_.TerminateConnections();
    EXPECT_EQ(*count(), 0);
}

TEST_F(GroupCommitTest, AReadBeyondItsStatementTimeoutEndsAndTheNextOneGoesOn) {
    ReadPool pool(WithSettings(database_.Url(), "-c statement_timeout=50"), 1);
    const auto read = [&](const std::string& sql) {
        return async::BlockOn(runtime_.GetExecutor(),
                              pool.Read<int>([sql](Transaction& tx) -> core::Result<int> {
                                  return static_cast<int>(tx.exec(sql).size());
                              }));
    };
    const auto late = read("SELECT pg_sleep(600)");
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, core::ErrorCode::kDeadlineExceeded);
    EXPECT_EQ(read("SELECT 1").value(), 1);
    EXPECT_EQ(read("SELECT nonsense").error().code, core::ErrorCode::kInternal);
}

TEST(Connection, SettingsAreAddedToAConninfoAndToAUri) {
    EXPECT_EQ(WithSettings("host=h", "-c a=1 -c b=2"), "host=h options='-c a=1 -c b=2'");
    EXPECT_EQ(WithSettings("postgres://h/d", "-c a=1"), "postgres://h/d?options=-c%20a%3D1");
    EXPECT_EQ(WithSettings("postgresql://h?x=y", "-c a=1"),
              "postgresql://h?x=y&options=-c%20a%3D1");
}

TEST(Array, ColumnsComeBackAsTheyWereSent) {
    testing::TestDatabase database("postgres", kSchema);
    Session session(database.Url());
    Transaction transaction(session);
    const std::string nasty = "a\"b\\c,{d}\nNULL '$1";
    std::string bytes("\0\x01\xFF\\\"", 5);
    const auto id = core::Uuid::Random();
    const auto time = core::FromMicros(1'772'366'400'123'456);
    TextArray texts;
    BytesArray blobs;
    UuidArray ids;
    TimestampArray times;
    IntegerArray numbers;
    BoolArray flags;
    texts.Add(nasty);
    texts.Add("");
    blobs.Add(bytes);
    blobs.Add("");
    ids.Add(id);
    ids.AddNull();
    times.Add(time);
    times.AddNull();
    numbers.Add(INT64_MIN);
    numbers.Add(INT64_MAX);
    flags.Add(true);
    flags.Add(false);
    const auto rows = Execute(
        transaction,
        {"echo",
         "SELECT t, b, i, (extract(epoch FROM w) * 1000000)::bigint, n, f, "
         "timestamptz_send(w) FROM unnest($1::text[], "
         "$2::bytea[], $3::uuid[], $4::timestamptz[], $5::bigint[], $6::boolean[]) AS x (t, b, i, "
         "w, n, f)"},
        texts.Take(), blobs.Take(), ids.Take(), times.Take(), numbers.Take(), flags.Take());
    EXPECT_EQ(AsText(rows[0][0]), nasty);
    EXPECT_EQ(AsText(rows[1][0]), "");
    EXPECT_EQ(AsBytes(rows[0][1]), bytes);
    EXPECT_EQ(AsUuid(rows[0][2]), id);
    EXPECT_TRUE(AsUuid(rows[1][2]).IsNil());
    EXPECT_EQ(AsTimestamp(rows[0][3]), time);
    EXPECT_EQ(AsOptionalTimestamp(rows[1][3]), std::nullopt);
    EXPECT_EQ(AsTimestamp(rows[0][6]), time);  // in the server's wire form
    EXPECT_EQ(AsOptionalTimestamp(rows[1][6]), std::nullopt);
    EXPECT_EQ(AsInt(rows[0][4]), INT64_MIN);
    EXPECT_EQ(AsInt(rows[1][4]), INT64_MAX);
    EXPECT_TRUE(AsBool(rows[0][5]));
    EXPECT_FALSE(AsBool(rows[1][5]));
}

TEST(Array, OfNothingIsAnEmptyArrayOfItsType) {
    testing::TestDatabase database("postgres", kSchema);
    Session session(database.Url());
    Transaction transaction(session);
    UuidArray ids;
    ids.Add(core::Uuid::Random());
    ids.Take();  // taken: empty again
    TextArray texts;
    const auto rows = Execute(
        transaction,
        {"count", "SELECT cardinality($1::uuid[]), cardinality($2::text[]), "
                  "(SELECT count(*) FROM unnest($1::uuid[], $2::text[]))"},
        ids.Take(), texts.Take());
    for (int column = 0; column < 3; ++column) EXPECT_EQ(AsInt(rows[0][column]), 0);
}

TEST(Migrator, AppliesEachStepOnceAndRefusesAChangedOne) {
    testing::TestDatabase database("postgres", kSchema);
    auto steps = kSchema;
    EXPECT_TRUE(PendingMigrations(database.Url(), steps).empty());
    steps.push_back({"0002_more", "ALTER TABLE notes ADD COLUMN more text"});
    EXPECT_EQ(PendingMigrations(database.Url(), steps), std::vector<std::string>{"0002_more"});
    EXPECT_EQ(Migrate(database.Url(), steps), std::vector<std::string>{"0002_more"});
    EXPECT_TRUE(Migrate(database.Url(), steps).empty());
    steps[0].sql = "CREATE TABLE other ()";
    EXPECT_THROW(Migrate(database.Url(), steps), std::runtime_error);
}

TEST(Migrator, AFailedStepLeavesNothingBehind) {
    testing::TestDatabase database("postgres", kSchema);
    auto steps = kSchema;
    steps.push_back({"0002_bad", "CREATE TABLE half (id int); SELECT 1 / 0"});
    EXPECT_THROW(Migrate(database.Url(), steps), std::exception);
    Session session(database.Url());
    Transaction transaction(session);
    EXPECT_TRUE(transaction.exec1("SELECT to_regclass('half')")[0].is_null());
}

}  // namespace
}  // namespace clearway::postgres
