// SPDX-License-Identifier: Apache-2.0
#include "postgres/partitions.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "postgres/partition_keeper.h"
#include "postgres/row.h"
#include "testing/test_database.h"

namespace clearway::postgres {
namespace {

using namespace std::chrono_literals;

const std::vector<Migration> kSchema{
    {"0001_facts",
     "CREATE TABLE facts (id bigint NOT NULL, at timestamptz NOT NULL) PARTITION BY RANGE (at);"
     "CREATE TABLE wanted (id bigint);"
     "CREATE TABLE kept (id bigint)"}};

const PartitionedTable kFacts{
    .name = "facts",
    .each = "ALTER TABLE % ADD PRIMARY KEY (id)",
    .needed = "SELECT FROM % JOIN wanted USING (id) LIMIT 1"};

constexpr auto kLockTimeout = 1000ms;

core::Timestamp At(const char* text) { return *core::ParseRfc3339(text); }

class FixedClock final : public core::Clock {
public:
    core::Timestamp Now() const override { return now; }
    std::atomic<core::Timestamp> now = At("2026-11-24T12:00:00Z");
};

class PartitionsTest : public ::testing::Test {
protected:
    std::vector<std::string> Names() const {
        Session session(database_.Url());
        Transaction transaction(session);
        std::vector<std::string> names;
        for (const auto& one : ListPartitions(transaction, "facts")) names.push_back(one.name);
        return names;
    }
    void Execute(const std::string& sql) const {
        Session session(database_.Url());
        Transaction transaction(session);
        transaction.exec(sql);
        transaction.commit();
    }
    std::string Text(const std::string& sql) const {
        Session session(database_.Url());
        Transaction transaction(session);
        return AsText(transaction.exec1(sql)[0]);
    }
    // 2026-09 to 2026-12, with a row in each of the first two.
    void FourMonths() const {
        Session session(database_.Url());
        CreatePartitions(session, kFacts, At("2026-09-01T00:00:00Z"), At("2026-12-01T00:00:00Z"));
        Execute("INSERT INTO facts VALUES (1, '2026-09-30T23:59:59.999999Z'), "
                "(2, '2026-10-01T00:00:00Z')");
    }
    std::vector<Retired> Retire(int keep_months, bool dry_run = false,
                                const PartitionedTable& table = kFacts) const {
        const RetentionOptions options{.keep_months = keep_months,
                                       .dry_run = dry_run,
                                       .lock_timeout = kLockTimeout,
                                       .attempts_max = 2};
        return RetirePartitions(database_.Url(), {&table, 1}, options, clock_.Now());
    }

    testing::TestDatabase database_{"partitions", kSchema};
    FixedClock clock_;
};

TEST(PartitionOf, IsNamedAfterItsMonthOrDayInUtc) {
    const auto month = PartitionOf(kFacts, At("2026-12-31T23:59:59.999999Z"));
    EXPECT_EQ(month.name, "facts_2026_12");
    EXPECT_EQ(month.from, At("2026-12-01T00:00:00Z"));
    EXPECT_EQ(month.to, At("2027-01-01T00:00:00Z"));
    const PartitionedTable by_day{.name = "facts", .width = PartitionWidth::kDay};
    const auto day = PartitionOf(by_day, At("2028-02-29T00:00:00Z"));
    EXPECT_EQ(day.name, "facts_2028_02_29");
    EXPECT_EQ(day.from, At("2028-02-29T00:00:00Z"));
    EXPECT_EQ(day.to, At("2028-03-01T00:00:00Z"));
    EXPECT_EQ(MonthStart(At("2026-01-31T10:00:00Z"), -13), At("2024-12-01T00:00:00Z"));
}

TEST_F(PartitionsTest, AreMadeOnceAndEachRowFindsItsOwn) {
    FourMonths();
    EXPECT_EQ(Names(), (std::vector<std::string>{"facts_2026_09", "facts_2026_10", "facts_2026_11",
                                                 "facts_2026_12"}));
    Session session(database_.Url());
    EXPECT_TRUE(CreatePartitions(session, kFacts, At("2026-09-01T00:00:00Z"),
                                 At("2026-12-31T00:00:00Z")).empty());
    EXPECT_EQ(Text("SELECT string_agg(tableoid::regclass::text, ' ' ORDER BY id) FROM facts"),
              "facts_2026_09 facts_2026_10");
    EXPECT_THROW(Execute("INSERT INTO facts VALUES (2, '2026-10-02T00:00:00Z')"),
                 pqxx::unique_violation);
    EXPECT_THROW(Execute("INSERT INTO facts VALUES (3, '2027-01-01T00:00:00Z')"),
                 pqxx::check_violation);
}

TEST_F(PartitionsTest, TheBoundsAreReadAlikeInEveryTimeZone) {
    FourMonths();
    Session session(WithSettings(database_.Url(), "-c TimeZone=America/New_York"));
    Transaction transaction(session);
    EXPECT_EQ(ListPartitions(transaction, "facts")[1].from, At("2026-10-01T00:00:00Z"));
}

TEST_F(PartitionsTest, APartitionOfAnotherWidthIsLeftAsItIs) {
    FourMonths();
    auto by_day = kFacts;
    by_day.width = PartitionWidth::kDay;
    Session session(database_.Url());
    EXPECT_EQ(CreatePartitions(session, by_day, At("2026-12-30T00:00:00Z"),
                               At("2027-01-02T00:00:00Z")),
              (std::vector<std::string>{"facts_2027_01_01", "facts_2027_01_02"}));
}

TEST_F(PartitionsTest, TheKeeperMakesTheNextMonthsBeforeTheyAreNeeded) {
    EXPECT_EQ(MissingPartition(database_.Url(), {&kFacts, 1}, clock_.Now()), "facts_2026_11");
    const PartitionKeeper keeper({.database_url = database_.Url(), .tables = {kFacts}, .every = 5ms},
                                 clock_);
    const auto made = [this](const char* last) {
        return testing::WaitUntil([&] { return !Names().empty() && Names().back() == last; });
    };
    EXPECT_TRUE(made("facts_2027_01"));
    EXPECT_EQ(MissingPartition(database_.Url(), {&kFacts, 1}, clock_.Now()), "");
    clock_.now = At("2026-12-01T00:00:00Z");
    EXPECT_TRUE(made("facts_2027_02"));
}

TEST_F(PartitionsTest, TheKeeperRetiresNothingUnlessItIsTold) {
    FourMonths();
    clock_.now = At("2030-01-01T00:00:00Z");
    const auto kept_until = [this](int keep_months, const std::string& condition) {
        const PartitionKeeper keeper({.database_url = database_.Url(),
                                      .tables = {kFacts},
                                      .keep_months = keep_months,
                                      .every = 5ms},
                                     clock_);
        return testing::WaitUntil([&] { return Text("SELECT " + condition) == "t"; });
    };
    EXPECT_TRUE(kept_until(0, "to_regclass('facts_2030_03') IS NOT NULL"));
    EXPECT_EQ(Text("SELECT count(*) FROM facts"), "2");
    EXPECT_TRUE(kept_until(1, "NOT EXISTS (SELECT FROM facts)"));
}

TEST_F(PartitionsTest, WhatIsOlderThanWhatIsKeptGoesToTheArchive) {
    FourMonths();
    const auto shown = Retire(1, true);
    ASSERT_EQ(shown.size(), 1U);
    EXPECT_EQ(shown[0].partition.name, "facts_2026_09");
    EXPECT_EQ(shown[0].rows, 1);
    EXPECT_EQ(shown[0].archived_as, "");
    EXPECT_EQ(Names().size(), 4U) << "a dry run changes nothing";

    const auto retired = Retire(1);
    ASSERT_EQ(retired.size(), 1U);
    EXPECT_EQ(retired[0].archived_as, "archive.facts_2026_09");
    EXPECT_EQ(Names().front(), "facts_2026_10");
    EXPECT_EQ(Text("SELECT id FROM archive.facts_2026_09"), "1");
    EXPECT_EQ(Text("SELECT table_name || ' ' || row_count FROM archive.partitions"), "facts 1");
    EXPECT_TRUE(Retire(1).empty());
}

TEST_F(PartitionsTest, AMonthThatLeftTwiceHasTwoNames) {
    FourMonths();
    Retire(1);
    Session session(database_.Url());
    CreatePartitions(session, kFacts, At("2026-09-15T00:00:00Z"), At("2026-09-15T00:00:00Z"));
    Execute("INSERT INTO facts VALUES (1, '2026-09-15T00:00:00Z')");
    Execute("DROP TABLE archive.facts_2026_09");  // its name stays taken: it is that of a dump
    EXPECT_EQ(Retire(1)[0].archived_as, "archive.facts_2026_09_part2");
}

TEST_F(PartitionsTest, WhatIsNeededStays) {
    FourMonths();
    Execute("INSERT INTO wanted VALUES (1)");
    EXPECT_NE(Retire(1)[0].stays_because, "");
    EXPECT_EQ(Names().size(), 4U);
    Execute("DELETE FROM wanted");
    EXPECT_EQ(Retire(1)[0].stays_because, "");
}

TEST_F(PartitionsTest, WhatMustStayOfAPartitionIsKeptAndNoneLeavesBeforeAnOlderOne) {
    FourMonths();
    auto table = kFacts;
    table.before_leaving = "INSERT INTO kept SELECT id FROM %";
    Execute("INSERT INTO wanted VALUES (1)");
    auto retired = Retire(0, false, table);
    ASSERT_EQ(retired.size(), 2U);
    EXPECT_NE(retired[1].stays_because, "") << "the second is not needed, but the first is";
    EXPECT_EQ(Text("SELECT count(*) FROM kept"), "0");
    Execute("DELETE FROM wanted");
    retired = Retire(0, false, table);
    EXPECT_EQ(retired[1].archived_as, "archive.facts_2026_10");
    EXPECT_EQ(Text("SELECT string_agg(id::text, ' ' ORDER BY id) FROM kept"), "1 2");
}

TEST_F(PartitionsTest, ACallThatEndedAfterTheDetachIsCompleted) {
    FourMonths();
    Execute("ALTER TABLE facts DETACH PARTITION facts_2026_09");
    const auto retired = Retire(3);
    ASSERT_EQ(retired.size(), 1U);
    EXPECT_EQ(retired[0].archived_as, "archive.facts_2026_09");
    EXPECT_EQ(retired[0].partition.from, At("2026-09-01T00:00:00Z"));
}

// Appends until it is stopped; its longest append, and whether one failed.
class Appender {
public:
    explicit Appender(const std::string& url) : thread_([this, url] { Run(url); }) {}
    ~Appender() { Stop(); }

    std::int64_t Count() const { return count_; }
    std::chrono::milliseconds Stop() {
        stopping_ = true;
        if (thread_.joinable()) thread_.join();
        return std::chrono::duration_cast<std::chrono::milliseconds>(longest_);
    }
    bool Failed() const { return failed_; }

private:
    void Run(const std::string& url) try {
        Session session(WithSettings(url, "-c plan_cache_mode=force_generic_plan"));
        while (!stopping_) {
            const auto begun = std::chrono::steady_clock::now();
            Transaction transaction(session);
            Execute(transaction,
                    {"append", "INSERT INTO facts SELECT $1::bigint, '2026-11-24T12:00:00Z' "
                               "WHERE NOT EXISTS (SELECT FROM facts WHERE id = $1::bigint AND "
                               "at >= $2::timestamptz)"},
                    100 + count_.load(), "2026-11-01T00:00:00Z");
            transaction.commit();
            longest_ = std::max(longest_, std::chrono::steady_clock::now() - begun);
            ++count_;
        }
    } catch (const std::exception& error) {
        ADD_FAILURE() << error.what();
        failed_ = true;
    }

    std::atomic<bool> stopping_{false};
    std::atomic<bool> failed_{false};
    std::atomic<std::int64_t> count_{0};
    std::chrono::steady_clock::duration longest_{0};
    std::thread thread_;
};

TEST_F(PartitionsTest, AWriterDoesNotNoticeThatAPartitionLeaves) {
    FourMonths();
    Appender appender(database_.Url());
    ASSERT_TRUE(testing::WaitUntil([&] { return appender.Count() > 20; }));
    // An auditor reads for long, and holds every lock that a reader can have.
    Session session(database_.Url());
    auto reading = std::make_unique<Transaction>(session);
    reading->exec("SELECT * FROM facts");
    EXPECT_NE(Retire(1)[0].stays_because, "");
    const auto while_waiting = appender.Count();
    EXPECT_EQ(Text("SELECT inhdetachpending FROM pg_inherits WHERE inhrelid = "
                   "'facts_2026_09'::regclass"), "t");
    EXPECT_TRUE(testing::WaitUntil([&] { return appender.Count() > while_waiting + 20; }));
    reading.reset();
    EXPECT_EQ(Retire(1)[0].archived_as, "archive.facts_2026_09");
    const auto afterwards = appender.Count();
    EXPECT_TRUE(testing::WaitUntil([&] { return appender.Count() > afterwards + 20; }));
    // A writer that had queued behind one of its locks would have waited as long as the detach did.
    EXPECT_LT(appender.Stop(), kLockTimeout * 4 / 5);
    EXPECT_FALSE(appender.Failed());
}

TEST_F(PartitionsTest, OneProcessRetiresAtATime) {
    Session session(database_.Url());
    Transaction transaction(session);
    transaction.exec("SELECT pg_advisory_lock(7264593)");
    EXPECT_THROW(Retire(1), RetentionBusy);
}

}  // namespace
}  // namespace clearway::postgres
