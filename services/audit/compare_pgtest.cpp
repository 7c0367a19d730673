// SPDX-License-Identifier: Apache-2.0
// The log beside a real event store, some rows of which its owner changed.
#include <gmock/gmock.h>

#include "events/event_partitions.h"
#include "events/event_scan.h"
#include "events/event_store.h"
#include "postgres/array.h"
#include "services/audit/events/entry_of_fact.h"
#include "services/audit/offline/compare_command.h"
#include "services/audit/offline/verify_fixture.h"
#include "services/audit/schema.h"
#include "services/audit/tamper_test_support.h"
#include "services/audit/usecase/compare_store.h"
#include "testing/test_database.h"

namespace clearway::audit {
namespace {

constexpr int kFacts = 12'000;  // more than are fetched at once
const auto kBegin = *core::ParseRfc3339("2026-03-01T00:00:00Z");

events::ReceivedEvent MakeFact(int number) {
    events::ReceivedEvent fact;
    fact.topic = events::TopicOf("payment");
    fact.stream_id = MakeEntry(static_cast<std::uint64_t>(number)).stream_id;
    fact.version = number % 3 + 1;
    fact.type = "clearway.payment.v1.PaymentSettled";
    fact.payload = "payload " + std::to_string(number);
    fact.occurred_at = kBegin + std::chrono::seconds(number * 200);  // of two months
    return fact;
}

class CompareTest : public VerifyTest {
protected:
    CompareTest() {
        postgres::CreatePartitions(session_, events::EventPartitions(), kBegin,
                                   MakeFact(kFacts).occurred_at);
        postgres::UuidArray streams;
        postgres::IntegerArray versions;
        postgres::TimestampArray times;
        postgres::TextArray types;
        postgres::BytesArray payloads;
        for (int i = 0; i < kFacts; ++i) {
            const auto fact = MakeFact(i);
            streams.Add(fact.stream_id);
            versions.Add(fact.version);
            times.Add(fact.occurred_at);
            types.Add(fact.type);
            payloads.Add(fact.payload);
            logged_.push_back(*EntryOf(fact));
        }
        postgres::Transaction transaction(session_);
        transaction.exec_params(
            "INSERT INTO events (stream_id, version, occurred_at, type, payload, lane, "
            "lane_sequence, hash, summary) SELECT s, v, o, t, p, 1, v, sha256(p), '' "
            "FROM unnest($1::uuid[], $2::bigint[], $3::timestamptz[], $4::text[], $5::bytea[]) "
            "AS f (s, v, o, t, p)",
            streams.Take(), versions.Take(), times.Take(), types.Take(), payloads.Take());
        transaction.commit();
    }

    Comparison Compare() {
        StoreComparison comparison("payment");
        for (std::size_t i = 0; i < logged_.size(); ++i)
            comparison.TakeEntry(i, LeafOf(logged_[i]));
        postgres::Transaction transaction(session_);
        ScanEntries(transaction, "payment", [&](const Entry& fact) { comparison.TakeFact(fact); });
        return comparison.Finish();
    }
    void Tamper(const std::string& sql) { TamperWith(database_.Url(), sql); }
    static std::string Where(int number) {
        const auto fact = MakeFact(number);
        return " WHERE stream_id = '" + fact.stream_id.ToString() +
               "' AND version = " + std::to_string(fact.version);
    }

    testing::TestDatabase database_{"audit", Migrations()};
    postgres::Session session_{database_.Url()};
    std::vector<Entry> logged_;
};

TEST_F(CompareTest, AnEventStoreThatNobodyTouchedIsTheSame) {
    const auto same = Compare();
    EXPECT_EQ(same.differences, 0U);
    EXPECT_EQ(same.facts, static_cast<std::uint64_t>(kFacts));
    EXPECT_EQ(same.not_logged_yet, 0U);
}

TEST_F(CompareTest, EachKindOfChangeToARowOfTheEventStoreIsNamed) {
    Tamper("UPDATE events SET payload = payload || '\\x00'" + Where(4'000));
    Tamper("DELETE FROM events" + Where(7'000));
    Tamper("UPDATE events SET occurred_at = occurred_at - interval '1 us'" + Where(9'000));
    Tamper("UPDATE events SET type = type || 'x'" + Where(11'000));
    const auto found = Compare();
    EXPECT_EQ(found.differences, 4U);
    EXPECT_THAT(
        found.first_differences,
        ::testing::UnorderedElementsAre(::testing::HasSubstr("is not what entry 4000 says"),
                                        ::testing::HasSubstr("is entry 7000 and not in the store"),
                                        ::testing::HasSubstr("is not what entry 9000 says"),
                                        ::testing::HasSubstr("is not what entry 11000 says")));
}

TEST_F(CompareTest, TheCommandVerifiesTheLogFirst) {
    Fill(10);
    const auto log = (folder_ / "log").string(), key = (folder_ / "key.pem").string();
    std::ofstream(log) << Join(ExportLines());
    std::ofstream(key) << signer_.key.Public().ToPem();
    const std::vector<std::string> words{"--key", key, "--source", "payment", log};
    const auto run = [&](std::uint64_t facts) {
        return RunCompare(words, [&](const std::string& source, const TakeFact& take) {
            EXPECT_EQ(source, "payment");
            for (std::uint64_t i = 0; i < facts; ++i) take(MakeEntry(i));
        });
    };
    EXPECT_EQ(run(10), 0);
    EXPECT_EQ(run(12), 0);
    EXPECT_EQ(run(9), 1);
    std::ofstream(key) << crypto::PrivateKey::Generate().Public().ToPem();
    EXPECT_EQ(RunCompare(words,
                         [](const std::string&, const TakeFact&) {
                             FAIL() << "nothing is compared with a log that is not verified";
                         }),
              1);
    EXPECT_EQ(RunCompare({}, {}), 2);
}

}  // namespace
}  // namespace clearway::audit
