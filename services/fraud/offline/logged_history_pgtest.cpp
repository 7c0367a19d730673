// SPDX-License-Identifier: Apache-2.0
// The features that the feature log makes again are those that the service computed when the
// payments came.
#include "services/fraud/offline/logged_history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <set>

#include "host/start_failure.h"
#include "services/fraud/app.h"
#include "services/fraud/log_source.h"
#include "services/fraud/model/model_fixture.h"
#include "services/fraud/offline/features_command.h"
#include "services/fraud/offline/parity_fixture.h"
#include "services/fraud/offline/transactions_file.h"
#include "services/fraud/scoring/scoring_fixture.h"
#include "services/fraud/store/feature_log.h"
#include "services/fraud/usecase/assess_payment.h"
#include "services/fraud/usecase/follow_log.h"
#include "testing/test_database.h"

namespace clearway::fraud {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::size_t kEntities = 1'000;
constexpr std::streamoff kNpyHeader = 128;

class LoggedHistoryDatabaseTest : public ::testing::Test {
protected:
    LoggedHistoryDatabaseTest() {
        postgres::CreatePartitionsAhead(
            database_.Url(), std::vector<postgres::PartitionedTable>{FeatureLogPartitions()},
            core::SystemClock().Now());
    }

    Attempt NextAttempt(bool with_devices) {
        static const std::vector<core::Currency> kCurrencies{*core::Currency::Parse("EUR"),
                                                             *core::Currency::Parse("JPY"),
                                                             *core::Currency::Parse("KWD")};
        const auto number = static_cast<int>(attempts_.size());
        at_ += std::chrono::microseconds(random_() % 43'200'000'000);
        Attempt attempt{
            .payment_id = core::PaymentId(EntityKeyOf("payment " + std::to_string(number))),
            .payer = EntityKeyOf("payer " + std::to_string(random_() % 20)),
            .payee = EntityKeyOf("payee " + std::to_string(random_() % 9)),
            .device = std::nullopt,
            .amount = core::Money(kCurrencies[random_() % 3],
                                  1 + static_cast<std::int64_t>(random_() % 90'000)),
            .created_at = at_};
        if (with_devices && random_() % 3 != 0)
            attempt.device = EntityKeyOf("device " + std::to_string(random_() % 5));
        if (with_devices && random_() % 3 != 0)
            attempt.terminal = EntityKeyOf("terminal " + std::to_string(random_() % 5));
        return attempt;
    }

    // Scored, decided, stored and learned of, as the service does it.
    void Pay(bool with_devices) {
        const auto attempt = NextAttempt(with_devices);
        attempts_.push_back(attempt);
        assessor_.Assess(attempt);
        online_.push_back(model_->seen);
        Store([&](FeatureLog& log) {
            log.Append(std::vector<DecidedPayment>{{.attempt = attempt,
                                                    .outcome = "authorised",
                                                    .score = 1,
                                                    .policy_version = "p/1",
                                                    .model_version = "none",
                                                    .reasons = {},
                                                    .decided_at = attempt.created_at,
                                                    .traceparent = ""}});
        });
    }
    void Report(std::size_t number) {
        reported_.insert(number);
        Store([&](FeatureLog& log) {
            log.AppendReports(std::vector<core::PaymentId>{attempts_[number].payment_id});
        });
    }

    int Run(std::vector<std::string> words) {
        config::Environment environment([this](std::string_view name) {
            return name == "CLEARWAY_DATABASE_URL" ? setting_ : std::nullopt;
        });
        ::testing::internal::CaptureStdout();
        ::testing::internal::CaptureStderr();
        failure_.clear();
        int code = -1;
        try {
            code = RunFeatures(words, FindLog(environment));
        } catch (const host::StartFailure& failure) {
            failure_ = std::string(failure.what()) + "; " + failure.Advice();
        }
        out_ = ::testing::internal::GetCapturedStdout();
        err_ = ::testing::internal::GetCapturedStderr();
        return code;
    }
    std::string Path(std::string_view name) const { return (folder_ / name).string(); }

    // The rows of a .npy file that are not those which the service computed.
    int RowsOtherThanOnline(std::string_view name) const {
        std::ifstream file(folder_ / name, std::ios::binary);
        file.seekg(kNpyHeader);
        std::vector<double> row(FeatureTable::Default().Size());
        int others = 0;
        for (const auto& online : online_) {
            file.read(reinterpret_cast<char*>(row.data()),
                      static_cast<std::streamsize>(row.size() * sizeof(double)));
            others += file && Differences(row, online) == 0 ? 0 : 1;
        }
        return others + (file.peek() == std::ifstream::traits_type::eof() ? 0 : 1);
    }

    testing::TestDatabase database_{"fraud", Migrations()};
    std::optional<std::string> setting_ = database_.Url();
    TemporaryFolder folder_;
    std::vector<Attempt> attempts_;
    std::vector<std::vector<double>> online_;
    std::set<std::size_t> reported_;
    std::mt19937 random_{5};
    std::string out_, err_, failure_;

private:
    template <class Work>
    void Store(const Work& work) {
        postgres::Transaction transaction(connection_.Get());
        FeatureLog log(transaction);
        work(log);
        transaction.commit();
        follower_.CatchUp();
    }

    core::Timestamp at_ = *core::ParseRfc3339("2026-03-01T12:00:00Z");
    postgres::Connection connection_{database_.Url()};
    PartyLists lists_;
    std::shared_ptr<SeeingModel> model_ = std::make_shared<SeeingModel>();
    PaymentAssessor assessor_{
        FeatureEngine(FeatureTable::Default(), kEntities),
        std::make_shared<const Scoring>(FeatureTable::Default(),
                                        PolicyOf(embedded::fraud_default_policy::kPolicy), model_),
        lists_, kEntities};
    StoredFeatureLog log_{database_.Url()};
    LogFollower follower_{log_, 0,
                          [this](std::span<const LogEntry> entries) { assessor_.Learn(entries); }};
};

TEST_F(LoggedHistoryDatabaseTest, TheMatrixIsWhatTheServiceComputed) {
    for (std::size_t i = 0; i < 400; ++i) {
        Pay(true);
        // Some reports are prompt, most come two weeks late, and some for the second time.
        if (i % 11 == 0) Report(i);
        if (i > 60 && i % 5 == 0) Report(i - 60);
    }
    ASSERT_EQ(Run({"--history", "--out", Path("m.npy"), "--rows", Path("rows.csv.gz"), "--json"}),
              0)
        << err_ << failure_;
    EXPECT_EQ(RowsOtherThanOnline("m.npy"), 0);
    EXPECT_THAT(out_, HasSubstr("\"rows\":400,\"reported\":" + std::to_string(reported_.size())));

    TransactionsFile rows(Path("rows.csv.gz"));
    EXPECT_TRUE(rows.HasLabels());
    std::size_t number = 0;
    while (const auto entry = rows.Next()) {
        if (entry->kind != HistoryEntry::Kind::kTransaction) continue;
        const auto& transaction = entry->transaction;
        const auto attempt = ObservationOf(attempts_.at(number));
        EXPECT_EQ(transaction.id, attempts_[number].payment_id.ToString());
        EXPECT_EQ(transaction.attempt.scaled_amount, attempt.scaled_amount);
        EXPECT_EQ(transaction.attempt.at, attempt.at);
        EXPECT_EQ(transaction.attempt.payer, EntityKeyOf("customer " + attempt.payer.ToString()));
        EXPECT_EQ(transaction.attempt.payee, EntityKeyOf("terminal " + attempt.payee.ToString()));
        EXPECT_EQ(transaction.fraud, reported_.contains(number)) << number;
        ++number;
    }
    EXPECT_EQ(number, attempts_.size());
}

TEST_F(LoggedHistoryDatabaseTest, PiecesOfTheLogMakeTheSameRows) {
    for (std::size_t i = 0; i < 40; ++i) {
        Pay(true);
        if (i % 3 == 2) Report(i - 2);
    }
    LoggedHistory history(std::make_unique<StoredFeatureLog>(database_.Url()), 7);
    Pay(true);
    FeatureEngine engine(FeatureTable::Default(), kEntities);
    std::vector<double> row(FeatureTable::Default().Size());
    std::size_t rows = 0;
    while (const auto entry = history.Next()) {
        if (!Apply(engine, *entry, row)) continue;
        EXPECT_EQ(Differences(row, online_.at(rows)), 0) << rows;
        ++rows;
    }
    EXPECT_EQ(rows, 40U) << "the last one came after the start";
}

TEST_F(LoggedHistoryDatabaseTest, ItsRowsAsAFileMakeTheSameMatrixWhenReportsArePrompt) {
    for (std::size_t i = 0; i < 100; ++i) {
        Pay(false);
        if (i % 4 == 0) Report(i);
    }
    setting_ = database_.Url() + " options='-c default_transaction_read_only=on'";
    ASSERT_EQ(Run({"--history", "--out", Path("log.npy"), "--rows", Path("rows.csv")}), 0)
        << err_ << failure_;
    ASSERT_EQ(Run({"--transactions", Path("rows.csv"), "--out", Path("file.npy")}), 0) << err_;
    EXPECT_EQ(TextOf(folder_ / "file.npy"), TextOf(folder_ / "log.npy"));
    EXPECT_EQ(RowsOtherThanOnline("file.npy"), 0);
}

TEST_F(LoggedHistoryDatabaseTest, AnEmptyLogMakesAnEmptyMatrix) {
    ASSERT_EQ(Run({"--history", "--out", Path("m.csv"), "--only", "amount", "--rows",
                   Path("rows.csv"), "--json"}),
              0)
        << err_ << failure_;
    EXPECT_THAT(out_, HasSubstr("\"rows\":0,"));
    EXPECT_EQ(TextOf(folder_ / "m.csv"), "amount\n");
    EXPECT_EQ(TextOf(folder_ / "rows.csv"),
              "tx_id,tx_datetime,customer_id,terminal_id,amount,fraud\n");
}

TEST_F(LoggedHistoryDatabaseTest, KnowsWhatWasReportedUpToAPlace) {
    for (int i = 0; i < 3; ++i) Pay(true);
    Report(2);
    StoredFeatureLog log(database_.Url());
    const auto end = log.End();
    Report(0);
    EXPECT_THAT(log.ReportedUntil(end), ElementsAre(attempts_[2].payment_id));
    EXPECT_EQ(log.ReportedUntil(log.End()).size(), 2U);
    EXPECT_TRUE(log.ReportedUntil(0).empty());
}

TEST_F(LoggedHistoryDatabaseTest, SaysWhichDatabaseItNeeds) {
    const std::vector<std::string> words{"--history", "--out", Path("m.csv")};
    setting_.reset();
    EXPECT_EQ(Run(words), 2);
    EXPECT_THAT(err_, HasSubstr("--history needs CLEARWAY_DATABASE_URL"));
    const testing::TestDatabase bare("bare", {});
    setting_ = bare.Url();
    EXPECT_EQ(Run(words), -1);
    EXPECT_THAT(failure_,
                HasSubstr("names has no feature log of this program, first missing step"));
    EXPECT_THAT(failure_, HasSubstr("run clearway-fraud migrate"));
    setting_ = "host=/nowhere dbname=none password=hunter2";
    EXPECT_EQ(Run(words), -1);
    EXPECT_THAT(failure_, HasSubstr("names cannot be used"));
    EXPECT_THAT(failure_, ::testing::Not(HasSubstr("hunter2")));
    EXPECT_FALSE(std::filesystem::exists(Path("m.csv")));
}

}  // namespace
}  // namespace clearway::fraud
