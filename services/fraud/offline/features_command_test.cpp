// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/features_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "services/fraud/features/feature_engine.h"
#include "services/fraud/offline/matrix_file.h"
#include "services/fraud/offline/transactions_file.h"

namespace clearway::fraud {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class FeaturesCommandTest : public testing::Test {
protected:
    FeaturesCommandTest() {
        std::filesystem::create_directories(folder_);
        std::ofstream in(folder_ / "in.csv");
        in << "tx_id,tx_datetime,customer_id,terminal_id,amount,fraud\n";
        for (int i = 0; i < 300; ++i) {
            in << i << ",2025-03-" << 10 + i / 30 << "T12:" << 10 + i % 30 << ":00," << i % 11
               << ',' << i % 7 << ',' << 5 + i % 50 << '.' << 10 + i % 80 << ',' << (i % 13 == 0)
               << '\n';
        }
    }
    ~FeaturesCommandTest() override { std::filesystem::remove_all(folder_); }

    int Run(std::vector<std::string> words) {
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        int code = -1;
        failure_.clear();
        try {
            code = RunFeatures(words);
        } catch (const std::exception& failure) {
            failure_ = failure.what();
        }
        out_ = testing::internal::GetCapturedStdout();
        err_ = testing::internal::GetCapturedStderr();
        return code;
    }

    std::string Path(const std::string& name) const { return (folder_ / name).string(); }

    const std::filesystem::path folder_ =
        std::filesystem::path(testing::TempDir()) /
        ("features-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::string out_;
    std::string err_;
    std::string failure_;
};

TEST_F(FeaturesCommandTest, WritesAndListsOnlyWhatIsAskedForInThatOrder) {
    ASSERT_EQ(Run({"--transactions", Path("in.csv"), "--out", Path("m.csv"), "--only",
                   "payer_count_7d,amount"}),
              0)
        << failure_;
    std::ifstream csv(Path("m.csv"));
    std::string line;
    std::getline(csv, line);
    EXPECT_EQ(line, "payer_count_7d,amount");
    std::getline(csv, line);
    EXPECT_EQ(line, "1,5.1");
    ASSERT_EQ(Run({"--list", "--json", "--only", "payer_count_7d,amount"}), 0);
    const std::vector<std::string> names{"payer_count_7d", "amount"};
    EXPECT_THAT(out_, HasSubstr(FeatureTable::Default().HashOf(names).value()));
    EXPECT_THAT(out_, testing::Not(HasSubstr("weekend")));
    EXPECT_EQ(Run({"--list", "--only", "amount,nothing"}), 2);
    EXPECT_THAT(err_, HasSubstr("there is no feature nothing"));
    EXPECT_EQ(Run({"--list", "--only", "amount,amount"}), 2);
    EXPECT_THAT(err_, HasSubstr("--only names amount twice"));
}

TEST_F(FeaturesCommandTest, WritesTheRowsOfTheEngineAsCsvAndAsNpy) {
    ASSERT_EQ(Run({"--transactions", Path("in.csv"), "--out", Path("m.csv")}), 0) << failure_;
    ASSERT_EQ(Run({"--transactions", Path("in.csv"), "--out", Path("m.npy"), "--json"}), 0);
    EXPECT_THAT(out_, HasSubstr("\"rows\":300"));

    const auto& table = FeatureTable::Default();
    FeatureEngine engine(table, 1'000);
    TransactionsFile transactions(Path("in.csv"));
    std::ifstream csv(Path("m.csv"));
    std::ifstream npy(Path("m.npy"), std::ios::binary);
    std::string line;
    std::getline(csv, line);
    EXPECT_THAT(line, StartsWith("amount,hour,weekend,night,"));
    std::string header(128, ' ');
    npy.read(header.data(), 128);
    EXPECT_THAT(header, HasSubstr("'shape': (300, " + std::to_string(table.Size()) + ")"));
    std::vector<double> row(table.Size());
    std::vector<double> read(table.Size());
    while (const auto transaction = transactions.Next()) {
        engine.Observe(transaction->attempt, row);
        if (transaction->fraud) engine.Report(transaction->attempt);
        npy.read(reinterpret_cast<char*>(read.data()),
                 static_cast<std::streamsize>(read.size() * sizeof(double)));
        EXPECT_EQ(std::memcmp(read.data(), row.data(), row.size() * sizeof(double)), 0);
        ASSERT_TRUE(std::getline(csv, line));
        std::istringstream fields(line + ",");
        for (const auto value : row) {
            std::string field;
            std::getline(fields, field, ',');
            EXPECT_EQ(field.empty(), std::isnan(value));
            if (!field.empty()) {
                EXPECT_EQ(std::stod(field), value);
            }
        }
    }
    EXPECT_FALSE(std::getline(csv, line));
    npy.peek();
    EXPECT_TRUE(npy.eof());
}

TEST_F(FeaturesCommandTest, ListsTheFeatures) {
    EXPECT_EQ(Run({"--list"}), 0);
    EXPECT_THAT(out_, StartsWith("amount "));
    EXPECT_EQ(Run({"--list", "--json"}), 0);
    EXPECT_THAT(out_, HasSubstr("\"hash\":\"" +
                                *FeatureTable::Default().HashOf(FeatureTable::Default().Names())));
}

TEST_F(FeaturesCommandTest, SaysWhatIsWrongAndLeavesNothing) {
    EXPECT_EQ(Run({"--help"}), 0);
    EXPECT_THAT(out_, StartsWith("Usage: clearway-fraud features"));
    EXPECT_EQ(Run({}), 2);
    EXPECT_THAT(err_, HasSubstr("--transactions and --out are needed"));
    EXPECT_EQ(Run({"--out"}), 2);
    EXPECT_EQ(Run({"--frob"}), 2);
    EXPECT_EQ(Run({"--list", "--list"}), 2);
    EXPECT_EQ(Run({"--transactions", "x", "--out", "y", "--entities-max", "0"}), 2);
    EXPECT_EQ(Run({"--transactions", Path("in.csv"), "--out", Path("m.xls")}), -1);
    EXPECT_THAT(failure_, HasSubstr(".npy"));
    std::ofstream(Path("in.csv"), std::ios::app) << "broken\n";
    EXPECT_EQ(Run({"--transactions", Path("in.csv"), "--out", Path("m.csv")}), -1);
    EXPECT_THAT(failure_, HasSubstr("in.csv, line 302"));
    EXPECT_FALSE(std::filesystem::exists(Path("m.csv")));
    EXPECT_FALSE(std::filesystem::exists(Path("m.csv.part")));
}

}  // namespace
}  // namespace clearway::fraud
