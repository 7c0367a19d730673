// SPDX-License-Identifier: Apache-2.0
// The log in a real database: from the writer to a file that is verified.
#include <gmock/gmock.h>

#include <thread>

#include "async/runtime.h"
#include "services/audit/log_writer.h"
#include "services/audit/offline/verify_fixture.h"
#include "services/audit/schema.h"
#include "services/audit/store/stored_log.h"
#include "services/audit/tamper_test_support.h"
#include "testing/test_database.h"

namespace clearway::audit {
namespace {

using ::testing::HasSubstr;

class AuditLogTest : public VerifyTest {
protected:
    AuditLogTest() { Migrate(database_.Url()); }

    static LogCommand EntriesFrom(std::uint64_t first, std::uint64_t count) {
        LogCommand command;
        for (auto i = first; i < first + count; ++i)
            command.facts.push_back({.mark = {}, .entry = MakeEntry(i)});
        return command;
    }
    core::Result<Appended> Append(LogWriter& writer, LogCommand command) {
        return async::BlockOn(runtime_.GetExecutor(), writer.Append(std::move(command)));
    }
    void Append(std::uint64_t count) {
        const auto appended = Append(writer_, EntriesFrom(stored_.Size(), count));
        ASSERT_TRUE(appended);
        EXPECT_EQ(appended->count, count);
    }
    void Checkpoint() {
        const auto made = SignLog(stored_, signer_);
        ASSERT_EQ(made.fault, "");
        stored_.AddCheckpoint(made.size, made.note);
    }
    Verdict ExportAndVerify() {
        std::string text;
        cli::Progress progress("export");
        ExportLog(
            stored_, stored_.LatestCheckpoint().value(),
            [&](std::string_view line) { (text += line) += '\n'; }, progress);
        return VerdictOn(text);
    }
    void Tamper(const std::string& sql) { TamperWith(database_.Url(), sql); }

    testing::TestDatabase database_{"audit", Migrations()};
    async::Runtime runtime_{1};
    LogWriter writer_{database_.Url()};
    StoredLog stored_{database_.Url()};
};

TEST_F(AuditLogTest, WhatWasAppendedIsReadBackInItsOrder) {
    EXPECT_EQ(stored_.Size(), 0U);
    std::uint64_t size = 0;
    for (const std::uint64_t count : {1U, 200U, 55U, 300U, 1U, 1'000U}) {
        Append(count);
        size += count;
        ASSERT_EQ(stored_.Size(), size);
    }
    const auto rows = stored_.ReadEntries(0, 10'000);
    ASSERT_EQ(rows.size(), size);
    merkle::Frontier tree;
    for (std::uint64_t i = 0; i < size; ++i) {
        ASSERT_EQ(rows[i].sequence, i);
        ASSERT_EQ(rows[i].entry, MakeEntry(i));
        tree.Append(merkle::HashLeaf(LeafOf(rows[i].entry)));
    }
    EXPECT_EQ(merkle::Tree(stored_).Root(size), tree.Root());
    EXPECT_EQ(stored_.ReadEntries(10, 12).size(), 2U);
    const std::vector<core::Uuid> streams{MakeEntry(9).stream_id, MakeEntry(600).stream_id};
    EXPECT_EQ(stored_.ReadStreams(streams, 0, 100).size(), 6U);
    EXPECT_EQ(stored_.ReadStreams(streams, 11, 3).front().sequence, 11U);
    const auto fact = MakeEntry(601);
    EXPECT_EQ(stored_.FindFact("payment", fact.stream_id, fact.version)->sequence, 601U);
    EXPECT_FALSE(stored_.FindFact("fraud", fact.stream_id, fact.version));
    EXPECT_FALSE(stored_.FindFact("payment", fact.stream_id, 4));
}

TEST_F(AuditLogTest, AFactThatIsDeliveredTwiceIsLoggedOnce) {
    auto command = EntriesFrom(0, 5);
    command.consumer = "audit.facts";
    for (std::size_t i = 0; i < command.facts.size(); ++i)
        command.facts[i].mark = {.topic = "clearway.payment.events.v1",
                                 .partition = 0,
                                 .offset = static_cast<std::int64_t>(i),
                                 .lane = 1,
                                 .lane_sequence = static_cast<std::int64_t>(i + 1)};
    EXPECT_EQ(Append(writer_, command)->count, 5U);
    EXPECT_EQ(Append(writer_, command)->count, 0U);
    LogWriter restarted(database_.Url());
    EXPECT_EQ(Append(restarted, command)->count, 0U);
    EXPECT_EQ(stored_.Size(), 5U);
}

TEST_F(AuditLogTest, TwoWritersMakeOneLogAndNoFork) {
    LogWriter other(database_.Url());
    std::uint64_t next = 0;
    for (int turn = 0; turn < 20; ++turn) {
        auto& writer = turn % 3 == 0 ? other : writer_;
        const auto appended = Append(writer, EntriesFrom(next, 17));
        ASSERT_TRUE(appended);
        EXPECT_EQ(appended->first, next);
        next += 17;
    }
    Checkpoint();
    EXPECT_EQ(ExportAndVerify().fault, "");
}

TEST_F(AuditLogTest, WritersThatAppendAtOnceMakeNoForkEither) {
    LogWriter other(database_.Url());
    const auto append = [this](LogWriter& writer) {
        for (int turn = 0; turn < 30;) {
            if (Append(writer, EntriesFrom(0, 11))) ++turn;  // one that lost every race tries again
        }
    };
    std::thread beside([&] { append(other); });
    append(writer_);
    beside.join();
    Checkpoint();
    const auto verdict = ExportAndVerify();
    EXPECT_EQ(verdict.fault, "");
    EXPECT_EQ(verdict.entries, 2U * 30 * 11);
}

TEST_F(AuditLogTest, GoesOnAfterItsConnectionsWereLost) {
    Append(300);
    database_.TerminateConnections();
    EXPECT_ANY_THROW(stored_.Size());
    Append(300);
    Checkpoint();
    const auto verdict = ExportAndVerify();
    EXPECT_EQ(verdict.fault, "");
    EXPECT_EQ(verdict.entries, 600U);
}

TEST_F(AuditLogTest, NothingOfItCanBeChangedOrRemoved) {
    Append(300);
    Checkpoint();
    postgres::Session session(database_.Url());
    const auto partition = postgres::PartitionOf(EntryPartitions(), core::SystemClock().Now()).name;
    for (const auto& table : {std::string("audit_entries"), partition, std::string("audit_tiles"),
                              std::string("audit_checkpoints")}) {
        for (const auto& sql : {"DELETE FROM " + table, "TRUNCATE " + table}) {
            postgres::Transaction transaction(session);
            EXPECT_THROW(transaction.exec(sql), pqxx::sql_error) << sql;
        }
    }
    for (const char* sql :
         {"UPDATE audit_entries SET version = 7", "UPDATE audit_tiles SET first = 0",
          "UPDATE audit_checkpoints SET size = 7"}) {
        postgres::Transaction transaction(session);
        EXPECT_THROW(transaction.exec(sql), pqxx::sql_error) << sql;
    }
}

TEST_F(AuditLogTest, NamesTheRowThatWhoeverOwnsTheDatabaseChanged) {
    Append(1'500);
    Checkpoint();
    ASSERT_EQ(ExportAndVerify().fault, "");
    Tamper(
        "UPDATE audit_entries SET occurred_at = occurred_at + interval '1 us' "
        "WHERE sequence = 1234");
    EXPECT_EQ(ExportAndVerify().entry, 1'234U);
    Tamper("DELETE FROM audit_entries WHERE sequence = 700");
    EXPECT_EQ(ExportAndVerify().entry, 700U);
    Tamper(
        "UPDATE audit_entries a SET stream_id = b.stream_id, version = b.version, "
        "occurred_at = b.occurred_at, payload_hash = b.payload_hash FROM audit_entries b "
        "WHERE a.sequence IN (40, 41) AND b.sequence = 81 - a.sequence");
    EXPECT_EQ(ExportAndVerify().entry, 40U);
}

TEST_F(AuditLogTest, SignsNoLogWhoseHashesWereChangedSinceTheLastCheckpoint) {
    Append(600);
    Checkpoint();
    Append(10);
    Tamper(
        "UPDATE audit_tiles SET hashes = set_byte(hashes, 5, (get_byte(hashes, 5) + 1) % 256) "
        "WHERE level = 0 AND tile = 2 AND first = 0");
    EXPECT_THAT(SignLog(stored_, signer_).fault, HasSubstr("does not begin with"));
}

TEST_F(AuditLogTest, KeepsOneCheckpointForEachSize) {
    EXPECT_FALSE(stored_.LatestCheckpoint());
    Append(10);
    Checkpoint();
    const auto first = stored_.LatestCheckpoint();
    ASSERT_TRUE(first);
    EXPECT_EQ(first->size, 10U);
    EXPECT_FALSE(stored_.AddCheckpoint(10, "another"));
    Append(1);
    Checkpoint();
    EXPECT_EQ(stored_.LatestCheckpoint()->size, 11U);
    EXPECT_EQ(ExportAndVerify().fault, "");
}

TEST_F(AuditLogTest, ABundleOfAStreamIsVerified) {
    Append(2'000);
    Checkpoint();
    std::string text;
    EXPECT_EQ(ExportBundle(stored_, *stored_.LatestCheckpoint(), MakeEntry(1'000).stream_id,
                           [&](std::string_view line) { (text += line) += '\n'; }),
              3U);
    const auto verdict = VerdictOn(text);
    EXPECT_EQ(verdict.fault, "");
    EXPECT_EQ(verdict.entries, 3U);
}

}  // namespace
}  // namespace clearway::audit
