// SPDX-License-Identifier: Apache-2.0
// Facts over the months: which partition they lie in, what a chain is when it crosses them, and what
// becomes of both when a partition leaves.
#include <algorithm>

#include "embedded/events_sql.h"
#include "events/event_partitions.h"
#include "events/outbox_fixture.h"
#include "postgres/retention.h"

namespace clearway::events {
namespace {

core::Timestamp At(const char* text) { return *core::ParseRfc3339(text); }

const auto kOctober = At("2026-10-31T23:59:59.999999Z");
const auto kNovember = At("2026-11-01T00:00:00Z");

class EventPartitionsTest : public OutboxTest {
protected:
    static NewEvent FactOf(const core::Uuid& stream, std::int32_t version, core::Timestamp at) {
        auto fact = Fact();
        fact.stream_id = stream;
        fact.version = version;
        fact.occurred_at = at;
        return fact;
    }
    // As the writer does: decided again when that may help.
    void Append(Outbox& outbox, const std::vector<NewEvent>& facts) {
        postgres::Session session(database_.Url());
        for (int attempt = 1;; ++attempt) {
            try {
                postgres::Transaction transaction(session);
                outbox.Append(transaction, facts);
                transaction.commit();
                return outbox.Committed();
            } catch (const postgres::RetryBatch&) {
                if (attempt == 2) throw;
            }
        }
    }
    // By a process of its own, which remembers nothing.
    void AppendAfterRestart(const std::vector<NewEvent>& facts) {
        Outbox outbox(Options());
        Append(outbox, facts);
        EXPECT_TRUE(testing::WaitUntil([&] { return outbox.Unpublished() == 0; }, 20'000));
    }
    std::vector<StoredEvent> Load(const core::Uuid& stream) {
        postgres::Session session(database_.Url());
        postgres::Transaction transaction(session);
        return LoadStreams(transaction, {&stream, 1});
    }
    std::int64_t CountIn(const std::string& partition) {
        return Query("SELECT count(*) FROM " + partition);
    }
    // What became of October.
    std::string RetireOctober() {
        const auto table = EventPartitions();
        const auto retired = postgres::RetirePartitions(database_.Url(), {&table, 1},
                                                        {.keep_months = 0}, kNovember);
        for (const auto& one : retired)
            if (one.partition.name == "events_2026_10")
                return one.stays_because.empty() ? one.archived_as : "stays";
        return "was not there";
    }

    const core::Uuid stream_ = core::Uuid::Random();
};

TEST_F(EventPartitionsTest, ABatchLandsInThePartitionsOfItsTimes) {
    AppendAfterRestart({FactOf(stream_, 1, kOctober), FactOf(stream_, 2, kNovember)});
    EXPECT_EQ(CountIn("events_2026_10"), 1);
    EXPECT_EQ(CountIn("events_2026_11"), 1);
}

TEST_F(EventPartitionsTest, AChainCrossesMonths) {
    AppendAfterRestart({FactOf(stream_, 1, kOctober)});
    AppendAfterRestart({FactOf(stream_, 2, kNovember)});
    // Longer ago than the first question looks.
    AppendAfterRestart({FactOf(stream_, 3, At("2027-06-01T00:00:00Z"))});
    const auto stream = Load(stream_);
    ASSERT_EQ(stream.size(), 3U);
    EXPECT_EQ(FirstBrokenLink(stream), 0);
}

TEST_F(EventPartitionsTest, AFactThatNothingPrecedesIsRefused) {
    EXPECT_THROW(AppendAfterRestart({FactOf(stream_, 2, kNovember)}), postgres::RetryBatch);
}

TEST_F(EventPartitionsTest, ThoseWhoNameAPartitionCannotChangeAFactEither) {
    AppendAfterRestart({FactOf(stream_, 1, kOctober)});
    const auto refused = [this](const std::string& table) {
        for (const auto& change : {"UPDATE " + table + " SET summary = 'x'", "DELETE FROM " + table,
                                   "TRUNCATE " + table})
            EXPECT_THROW(Execute(change), pqxx::sql_error) << change;
    };
    refused("events");
    refused("events_2026_10");
    EXPECT_EQ(RetireOctober(), "archive.events_2026_10");
    refused("archive.events_2026_10");
    Execute("DROP TABLE archive.events_2026_10");
}

TEST_F(EventPartitionsTest, AMonthCanComeBack) {
    AppendAfterRestart({FactOf(stream_, 1, kOctober), FactOf(stream_, 2, kNovember)});
    EXPECT_EQ(RetireOctober(), "archive.events_2026_10");
    EXPECT_EQ(Load(stream_).size(), 1U);
    // As docs/OPERATING.md says.
    Execute("ALTER TABLE archive.events_2026_10 SET SCHEMA public;"
            "ALTER TABLE events ATTACH PARTITION events_2026_10 "
            "FOR VALUES FROM ('2026-10-01Z') TO ('2026-11-01Z');"
            "DELETE FROM archive.partitions WHERE name = 'events_2026_10'");
    EXPECT_EQ(Load(stream_).size(), 2U);
    EXPECT_EQ(FirstBrokenLink(Load(stream_)), 0);
    EXPECT_EQ(RetireOctober(), "archive.events_2026_10");
}

TEST_F(EventPartitionsTest, AStreamGoesOnWhenItsBeginningWasArchived) {
    AppendAfterRestart({FactOf(stream_, 1, kOctober)});
    EXPECT_EQ(RetireOctober(), "archive.events_2026_10");
    Execute("DROP TABLE archive.events_2026_10");
    AppendAfterRestart({FactOf(stream_, 2, kNovember)});
    AppendAfterRestart({FactOf(stream_, 3, kNovember)});
    auto stream = Load(stream_);
    ASSERT_EQ(stream.size(), 2U);
    EXPECT_EQ(FirstBrokenLink(stream), 0);
    stream[1].payload[0] ^= 1;
    EXPECT_EQ(FirstBrokenLink(stream), 3);
}

TEST_F(EventPartitionsTest, WhatIsNotPublishedKeepsItsPartition) {
    MakePartitionsFor(database_.Url(), {kOctober});
    LeaveBehind({FactOf(stream_, 1, kOctober)});
    EXPECT_EQ(RetireOctober(), "stays");
    Execute("UPDATE outbox_lanes SET published_sequence = 1");
    EXPECT_EQ(RetireOctober(), "archive.events_2026_10");
}

TEST_F(EventPartitionsTest, ALaneIsPublishedInOrderWhateverTheMonthsOfItsFacts) {
    const auto now = core::SystemClock().Now();
    MakePartitionsFor(database_.Url(), {now, kOctober});
    std::vector<NewEvent> facts;
    for (int i = 0; i < 700; ++i)
        facts.push_back(FactOf(core::Uuid::Random(), 1, i % 7 == 3 ? kOctober : now));
    LeaveBehind(facts);
    EndLease();
    Outbox outbox(Options());
    EXPECT_TRUE(testing::WaitUntil([&] { return outbox.Unpublished() == 0; }, 30'000));
    const auto numbers = NumbersInTopic(700);
    ASSERT_EQ(numbers.size(), 700U);
    EXPECT_TRUE(std::ranges::is_sorted(numbers));
}

TEST_F(EventPartitionsTest, ATopicIsFilledAgainWithWhatIsLeft) {
    AppendAfterRestart({FactOf(stream_, 1, kOctober)});
    AppendAfterRestart({FactOf(stream_, 2, kNovember)});
    EXPECT_EQ(RetireOctober(), "archive.events_2026_10");
    Execute("UPDATE outbox_lanes SET published_sequence = 0");
    Outbox outbox(Options());
    EXPECT_TRUE(testing::WaitUntil([&] { return ReadTopic(3).size() == 3; }, 20'000));
}

// Plans that are made once, as a writer's are: what they leave out is known when they are executed.
TEST_F(EventPartitionsTest, TheHotQuestionsOpenTheNewestPartitionAlone) {
    std::set<core::Timestamp> months;
    for (int month = -12; month <= 0; ++month) months.insert(postgres::MonthStart(kNovember, month));
    MakePartitionsFor(database_.Url(), months);
    postgres::Session session(
        postgres::WithSettings(database_.Url(), "-c plan_cache_mode=force_generic_plan"));
    postgres::Transaction transaction(session);
    const auto scans = [&](std::string_view sql, const std::string& types, const std::string& args) {
        transaction.exec("PREPARE hot (" + types + ") AS " + std::string(sql));
        std::string plan;
        for (const auto& line : transaction.exec("EXPLAIN EXECUTE hot (" + args + ")"))
            plan += postgres::AsText(line[0]) + "\n";
        transaction.exec("DEALLOCATE hot");
        int count = 0;
        for (auto at = plan.find(" on events_"); at != plan.npos; at = plan.find(" on events_", at + 1))
            ++count;
        return count;
    };
    namespace sql = embedded::events_sql;
    const std::string since = "'2026-11-09T00:00:00Z'";
    EXPECT_EQ(scans(sql::kLoadPredecessorHashes, "uuid[], bigint[], timestamptz",
                    "'{}', '{}', " + since), 1);
    EXPECT_EQ(scans(sql::kFindBegunStreams, "uuid[], timestamptz", "'{}', " + since), 1);
    EXPECT_LE(scans(sql::kLoadLane, "smallint, bigint, bigint, timestamptz, int",
                    "0, 1, 500, " + since + ", 500"), 2);  // an index and its table
    EXPECT_GE(scans(sql::kFindBegunStreams, "uuid[], timestamptz", "'{}', '-infinity'"), 13);
}

TEST(RecentHashes, KnowsWhatWasStoredLastAndForgetsTheOldest) {
    RecentHashes recent(4);
    const auto first = core::Uuid::Random();
    recent.Remember(first, 1, "one");
    recent.Remember(first, 2, "two");
    EXPECT_EQ(recent.Find(first, 1), nullptr);
    ASSERT_NE(recent.Find(first, 2), nullptr);
    EXPECT_EQ(*recent.Find(first, 2), "two");
    for (int i = 0; i < 4; ++i) recent.Remember(core::Uuid::Random(), 1, "other");
    EXPECT_EQ(recent.Find(first, 2), nullptr);
}

}  // namespace
}  // namespace clearway::events
