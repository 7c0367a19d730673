// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/store/feature_store.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "embedded/fraud_policy.h"
#include "services/fraud/app.h"
#include "services/fraud/domain/model/scorecard.h"
#include "services/fraud/domain/policy/policy_file.h"
#include "services/fraud/usecase/keep_history.h"
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
    return {.attempt = attempt, .outcome = "authorised", .score = 1, .policy_version = "p/1",
            .reasons = {}, .decided_at = at, .traceparent = ""};
}

class FeatureStore : public ::testing::Test {
protected:
    std::vector<bool> Append(const std::vector<DecidedPayment>& payments) {
        postgres::Transaction transaction(connection_.Get());
        auto first = FeatureEventLog(transaction).Append(payments);
        transaction.commit();
        return first;
    }
    std::vector<Attempt> ReadAll(core::Timestamp since) {
        std::vector<Attempt> all;
        history_.ReadSince(
            since, [&](auto part) { all.insert(all.end(), part.begin(), part.end()); });
        return all;
    }

    testing::TestDatabase database_{"fraud", Migrations()};
    postgres::Connection connection_{database_.Url()};
    FeatureEventHistory history_{database_.Url()};
};

TEST_F(FeatureStore, AddsAPaymentOnceWithinABatchAndAcrossBatches) {
    const auto one = MakeDecision(1, 1, kNow);
    const auto two = MakeDecision(2, 1, kNow);
    EXPECT_EQ(Append({one, two, one}), (std::vector<bool>{true, true, false}));
    Append({two, MakeDecision(3, 1, kNow)});
    EXPECT_EQ(ReadAll(kNow - 1h).size(), 3U);
}

TEST_F(FeatureStore, ReadsBackWhatWasWrittenOldestFirst) {
    const auto later = MakeDecision(1, 1, kNow + 123'456us);
    const auto earlier = MakeDecision(3, 2, kNow);
    Append({later, earlier, MakeDecision(4, 1, kNow - 2h)});
    const auto all = ReadAll(kNow - 1h);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].payment_id, earlier.attempt.payment_id);
    EXPECT_EQ(all[0].device, std::nullopt);
    EXPECT_EQ(all[1].payer, later.attempt.payer);
    EXPECT_EQ(all[1].payee, later.attempt.payee);
    EXPECT_EQ(all[1].device, later.attempt.device);
    EXPECT_EQ(all[1].amount, later.attempt.amount);
    EXPECT_EQ(all[1].created_at, later.attempt.created_at);
}

TEST_F(FeatureStore, RestoresTheSameFeaturesAfterARestart) {
    std::mt19937_64 random(11);
    FeatureWindows live(1'000);
    std::vector<DecidedPayment> written;
    auto at = kNow - 23h;
    for (int i = 0; at < kNow && i < 400; ++i) {
        written.push_back(MakeDecision(i, static_cast<int>(random() % 9), at));
        live.Observe(written.back().attempt);
        at += std::chrono::milliseconds(random() % 400'000);
    }
    Append(written);

    FeatureWindows restored(1'000);
    history_.ReadSince(kNow - 25h, [&](std::span<const Attempt> attempts) {
        for (const auto& attempt : attempts) restored.Observe(attempt);
    });
    for (int i = 1'000; i < 1'100; ++i) {
        const auto next = MakeDecision(i, i % 9, kNow + std::chrono::seconds(i)).attempt;
        EXPECT_EQ(live.Observe(next), restored.Observe(next)) << i;
    }
}

TEST_F(FeatureStore, StopsABurstThatARestartInterrupts) {
    const Scorecard model;
    const auto policy = *ReadPolicyFile(embedded::fraud_policy::kPolicy).policy;
    std::vector<DecidedPayment> before;
    for (int i = 0; i < 20; ++i) before.push_back(MakeDecision(i, 1, kNow));
    Append(before);
    PaymentAssessor assessor(policy, model, {.entities_max = 100, .payments_max = 100});
    EXPECT_EQ(RestoreWindows(history_, assessor, kNow + 5s), 20);
    // A payment of before is still known, so repeating it is no new attempt.
    EXPECT_EQ(assessor.Assess(before[19].attempt).outcome, Outcome::kApprove);
    EXPECT_EQ(assessor.Assess(MakeDecision(20, 1, kNow + 5s).attempt).outcome, Outcome::kDecline);
}

TEST_F(FeatureStore, RemovesOldAttemptsInBoundedPieces) {
    std::vector<DecidedPayment> payments;
    for (int i = 0; i < 10; ++i) payments.push_back(MakeDecision(i, 1, kNow - 26h));
    payments.push_back(MakeDecision(10, 1, kNow - 24h));
    Append(payments);
    EXPECT_EQ(history_.RemoveBefore(kNow - 25h, 6), 6);
    EXPECT_TRUE(ShortenHistory(history_, kNow));
    EXPECT_EQ(ReadAll(kNow - 48h).size(), 1U);
}

TEST_F(FeatureStore, WorksOnAfterAConnectionIsLost) {
    Append({MakeDecision(1, 1, kNow)});
    EXPECT_EQ(ReadAll(kNow - 1h).size(), 1U);
    database_.TerminateConnections();
    EXPECT_ANY_THROW(ReadAll(kNow - 1h));
    EXPECT_EQ(ReadAll(kNow - 1h).size(), 1U);
}

}  // namespace
}  // namespace clearway::fraud
