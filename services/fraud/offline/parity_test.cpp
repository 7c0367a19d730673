// SPDX-License-Identifier: Apache-2.0
// Training and scoring see the same features: a file of 100,000 transactions through the export's
// reader and engine, and as payments through the service's assessor, which restarts again and again
// from a snapshot and the log.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <random>

#include "services/fraud/offline/parity_fixture.h"
#include "services/fraud/offline/transactions_file.h"
#include "services/fraud/scoring/scoring_fixture.h"
#include "services/fraud/usecase/assess_payment.h"
#include "services/fraud/usecase/follow_log.h"
#include "services/fraud/usecase/log_fixture.h"

namespace clearway::fraud {
namespace {

constexpr int kRows = 100'000;
constexpr int kRestartEvery = 9'000;
constexpr std::size_t kEntities = 5'000;  // fewer payers than there are: some are forgotten

void WriteTransactions(const std::filesystem::path& path) {
    std::ofstream out(path);
    out << "tx_id,tx_datetime,customer_id,terminal_id,amount,fraud\n";
    std::mt19937 random(20'250'101);
    auto at = core::ToMicros(*core::ParseRfc3339("2025-01-01T00:00:00Z"));
    for (int i = 0; i < kRows; ++i) {
        at += static_cast<std::int64_t>(random() % 90) * 1'000'000;
        // Some come late.
        const auto time = core::FromMicros(at - (i % 53 == 0 ? 7'200'000'000 : 0));
        const auto payee = random() % 2'000;
        const bool fraud = payee < 20 || random() % 200 == 0;
        out << i << ',' << core::FormatRfc3339(time) << ',' << random() % 7'000 << ',' << payee
            << ',' << 1 + random() % (random() % 9 == 0 ? 900 : 90) << '.' << 10 + random() % 90
            << ',' << (fraud ? 1 : 0) << '\n';
    }
}

class Service {
public:
    Service(const std::filesystem::path& snapshots, FakeLog& log) : log_(log) {
        auto restored = RestoreState(snapshots, log, FeatureTable::Default(), kEntities);
        const auto scoring = std::make_shared<const Scoring>(
            FeatureTable::Default(), PolicyOf(embedded::fraud_default_policy::kPolicy), model_);
        assessor_ =
            std::make_unique<PaymentAssessor>(std::move(restored.engine), scoring, lists_, kRows);
        follower_ = std::make_unique<LogFollower>(
            log_, restored.position, [this](auto entries) { assessor_->Learn(entries); }, 1'000);
        follower_->CatchUp();
    }

    std::span<const double> Score(const Attempt& attempt) {
        assessor_->Assess(attempt);
        return model_->seen;
    }
    void CatchUp() { follower_->CatchUp(); }

private:
    FakeLog& log_;
    std::shared_ptr<SeeingModel> model_ = std::make_shared<SeeingModel>();
    PartyLists lists_;
    std::unique_ptr<PaymentAssessor> assessor_;
    std::unique_ptr<LogFollower> follower_;
};

Attempt AttemptOf(const Transaction& transaction) {
    const auto& seen = transaction.attempt;
    return {.payment_id = core::PaymentId(EntityKeyOf("line " + std::to_string(transaction.line))),
            .payer = seen.payer,
            .payee = seen.payee,
            .device = seen.device,
            .terminal = seen.terminal,
            .amount = core::Money(*core::Currency::Parse("EUR"), seen.scaled_amount / 100),
            .created_at = core::FromMicros(static_cast<std::int64_t>(seen.at) * 1'000'000)};
}

TEST(Parity, OnlineAndOfflineFeaturesAreTheSame) {
    const auto folder = std::filesystem::path(testing::TempDir()) / "parity";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    WriteTransactions(folder / "t.csv");

    TransactionsFile transactions(folder / "t.csv");
    FeatureEngine offline(FeatureTable::Default(), kEntities);
    std::vector<double> row(FeatureTable::Default().Size());
    FakeLog log;
    auto service = std::make_unique<Service>(folder / "snapshots", log);
    std::int64_t rows = 0;
    std::int64_t differences = 0;
    while (const auto entry = transactions.Next()) {
        const auto attempt = AttemptOf(entry->transaction);
        if (Apply(offline, *entry, row)) {
            if (++rows % kRestartEvery == 0) {
                service.reset();
                service = std::make_unique<Service>(folder / "snapshots", log);
            }
            differences += Differences(row, service->Score(attempt));
            log.entries.push_back({rows * 2, LogEntry::Kind::kAttempt, attempt});
        } else {
            log.entries.push_back({rows * 2 + 1, LogEntry::Kind::kReport, attempt});
        }
        log.visible = log.entries.size();
        service->CatchUp();
        if (rows % 7'000 == 0)
            MakeSnapshot(folder / "snapshots", log, FeatureTable::Default(), kEntities);
    }
    EXPECT_EQ(rows, kRows);
    EXPECT_EQ(differences, 0);
    RecordProperty("rows", static_cast<int>(rows));
    std::cout << rows << " rows of " << row.size() << " features, " << differences
              << " differences over 1e-9\n";
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace clearway::fraud
