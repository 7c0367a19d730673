// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/store/feature_log.h"

#include <gtest/gtest.h>

#include <chrono>

#include "services/fraud/app.h"
#include "services/fraud/scoring/scoring_fixture.h"
#include "services/fraud/usecase/assess_payment.h"
#include "services/fraud/usecase/follow_log.h"
#include "testing/test_database.h"

namespace clearway::fraud {
namespace {

using namespace std::chrono_literals;

const auto kNow = *core::ParseRfc3339("2026-03-01T12:00:00Z");
const core::Currency kEur = *core::Currency::Parse("EUR");

DecidedPayment MakeDecision(int id, int payer, core::Timestamp at) {
    Attempt attempt{.payment_id = core::PaymentId(EntityKeyOf("payment " + std::to_string(id))),
                    .payer = EntityKeyOf("payer " + std::to_string(payer)),
                    .payee = EntityKeyOf("payee " + std::to_string(id % 7)),
                    .device = std::nullopt,
                    .amount = core::Money(kEur, 100 + id),
                    .created_at = at};
    if (id % 3 != 0) attempt.device = EntityKeyOf("device " + std::to_string(id % 5));
    return {.attempt = attempt,
            .outcome = "authorised",
            .score = 1,
            .policy_version = "p/1",
            .model_version = "none",
            .reasons = {},
            .contributions = {},
            .decided_at = at,
            .traceparent = ""};
}

class FeatureLogTest : public ::testing::Test {
protected:
    FeatureLogTest() {
        postgres::CreatePartitionsAhead(
            database_.Url(), std::vector<postgres::PartitionedTable>{FeatureLogPartitions()},
            core::SystemClock().Now());
    }
    std::vector<bool> Append(const std::vector<DecidedPayment>& payments) {
        postgres::Transaction transaction(connection_.Get());
        auto first = FeatureLog(transaction).Append(payments);
        transaction.commit();
        return first;
    }
    std::vector<LogEntry> ReadAll() { return log_.ReadAfter(0, 1'000'000); }

    testing::TestDatabase database_{"fraud", Migrations()};
    postgres::Connection connection_{database_.Url()};
    StoredFeatureLog log_{database_.Url()};
};

TEST_F(FeatureLogTest, AddsAPaymentOnceWithinABatch) {
    const auto one = MakeDecision(1, 1, kNow);
    const auto two = MakeDecision(2, 1, kNow);
    EXPECT_EQ(Append({one, two, one}), (std::vector<bool>{true, true, false}));
    EXPECT_EQ(ReadAll().size(), 2U);
}

TEST_F(FeatureLogTest, ReadsBackWhatWasWrittenInItsOrder) {
    EXPECT_EQ(log_.End(), 0);
    auto later = MakeDecision(1, 1, kNow + 123'456us);
    later.attempt.terminal = EntityKeyOf("terminal");
    later.attempt.payment_file = EntityKeyOf("payroll");
    const auto earlier = MakeDecision(3, 2, kNow);
    Append({later, earlier});
    Append({MakeDecision(4, 1, kNow - 2h)});
    const auto all = ReadAll();
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].kind, LogEntry::Kind::kAttempt);
    EXPECT_EQ(all[0].attempt.payment_id, later.attempt.payment_id);
    EXPECT_TRUE(SameTerms(all[0].attempt, later.attempt));
    EXPECT_EQ(all[0].attempt.created_at, later.attempt.created_at);
    EXPECT_EQ(all[0].attempt.payment_file, later.attempt.payment_file);
    EXPECT_FALSE(all[1].attempt.payment_file);
    EXPECT_TRUE(SameTerms(all[1].attempt, earlier.attempt));
    EXPECT_LT(all[0].sequence, all[1].sequence);
    EXPECT_EQ(log_.End(), all[2].sequence);
    EXPECT_EQ(log_.ReadAfter(all[0].sequence, 1).at(0).sequence, all[1].sequence);
    EXPECT_TRUE(log_.ReadAfter(all[2].sequence, 10).empty());
    EXPECT_EQ(log_.Identity(), log_.Identity());
    EXPECT_FALSE(log_.Identity().IsNil());
}

TEST_F(FeatureLogTest, StopsABurstThatARestartInterrupts) {
    std::vector<DecidedPayment> before;
    for (int i = 0; i < 20; ++i) before.push_back(MakeDecision(i, 1, kNow));
    Append(before);
    const PartyLists lists;
    PaymentAssessor assessor(FeatureEngine(FeatureTable::Default(), 100), RulesAlone(), lists, 100);
    LogFollower follower(
        log_, 0, [&](auto entries) { assessor.Learn(entries); }, 7);
    EXPECT_EQ(follower.CatchUp(), 20);
    EXPECT_EQ(follower.CatchUp(), 0);
    // A payment of before is still known, so repeating it is no new attempt.
    EXPECT_EQ(assessor.Assess(before[19].attempt).outcome, Outcome::kApprove);
    EXPECT_EQ(assessor.Assess(MakeDecision(20, 1, kNow + 5s).attempt).outcome, Outcome::kDecline);
}

TEST_F(FeatureLogTest, WorksOnAfterAConnectionIsLost) {
    Append({MakeDecision(1, 1, kNow)});
    EXPECT_EQ(ReadAll().size(), 1U);
    database_.TerminateConnections();
    EXPECT_ANY_THROW(ReadAll());
    EXPECT_EQ(ReadAll().size(), 1U);
}

}  // namespace
}  // namespace clearway::fraud
