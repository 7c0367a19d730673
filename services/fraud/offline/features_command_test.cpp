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
            code = RunFeatures(words, source_);
        } catch (const std::exception& failure) {
            failure_ = failure.what();
        }
        out_ = testing::internal::GetCapturedStdout();
        err_ = testing::internal::GetCapturedStderr();
        return code;
    }

    std::string Path(const std::string& name) const { return (folder_ / name).string(); }
    std::string TextOf(const std::string& name) const {
        std::ifstream file(Path(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    const std::filesystem::path folder_ =
        std::filesystem::path(testing::TempDir()) /
        ("features-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    LogSource source_{.fault = "set where the log is", .open = nullptr};
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
    while (const auto entry = transactions.Next()) {
        if (!Apply(engine, *entry, row)) continue;
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

TEST_F(FeaturesCommandTest, WritesThePaymentsOfTheRowsAsAFileThatMakesTheSameRows) {
    ASSERT_EQ(Run({"--transactions", Path("in.csv"), "--out", Path("m.csv"), "--rows",
                   Path("rows.csv.gz")}),
              0)
        << failure_;
    ASSERT_EQ(Run({"--transactions", Path("rows.csv.gz"), "--out", Path("again.csv"), "--rows",
                   Path("rows.csv")}),
              0)
        << failure_;
    EXPECT_EQ(TextOf("again.csv"), TextOf("m.csv"));
    const auto payer = EntityKeyOf("customer " + EntityKeyOf("customer 0").ToString());
    const auto payee = EntityKeyOf("terminal " + EntityKeyOf("terminal 0").ToString());
    EXPECT_THAT(TextOf("rows.csv"),
                StartsWith("tx_id,tx_datetime,customer_id,terminal_id,amount,fraud\n"
                           "0,2025-03-10T12:10:00," +
                           payer.ToString() + ',' + payee.ToString() + ",5.10,1\n1,"));

    std::ofstream(Path("in.csv")) << "tx_id,tx_datetime,customer_id,terminal_id,amount\n"
                                     "a,2025-03-10T12:10:00+01:00,1,2,0.1205\n";
    ASSERT_EQ(
        Run({"--transactions", Path("in.csv"), "--out", Path("m.csv"), "--rows", Path("rows.csv")}),
        0)
        << failure_;
    EXPECT_THAT(TextOf("rows.csv"), StartsWith("tx_id,tx_datetime,customer_id,terminal_id,amount\n"
                                               "a,2025-03-10T11:10:00,"));
    EXPECT_THAT(TextOf("rows.csv"), testing::EndsWith(",0.1205\n"));
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
    EXPECT_THAT(err_, HasSubstr("give --transactions FILE or --history, and not both"));
    EXPECT_EQ(Run({"--history", "--transactions", Path("in.csv"), "--out", Path("m.csv")}), 2);
    EXPECT_THAT(err_, HasSubstr("and not both"));
    EXPECT_EQ(Run({"--transactions", Path("in.csv")}), 2);
    EXPECT_THAT(err_, HasSubstr("--out is needed"));
    EXPECT_EQ(Run({"--history", "--out", Path("m.csv")}), 2);
    EXPECT_THAT(err_, HasSubstr("set where the log is"));
    EXPECT_EQ(
        Run({"--transactions", Path("in.csv"), "--out", Path("m.csv"), "--rows", Path("m.csv")}),
        2);
    EXPECT_THAT(err_, HasSubstr("name the same file"));
    EXPECT_EQ(Run({"--out"}), 2);
    EXPECT_EQ(Run({"--frob"}), 2);
    EXPECT_EQ(Run({"--list", "--list"}), 2);
    EXPECT_EQ(Run({"--transactions", "x", "--out", "y", "--entities-max", "0"}), 2);
    EXPECT_EQ(Run({"--transactions", Path("in.csv"), "--out", Path("m.xls")}), -1);
    EXPECT_THAT(failure_, HasSubstr(".npy"));
    EXPECT_EQ(
        Run({"--transactions", Path("in.csv"), "--out", Path("m.csv"), "--rows", Path("rows.npy")}),
        -1);
    EXPECT_THAT(failure_, HasSubstr("must end in .csv or .csv.gz"));
    EXPECT_FALSE(std::filesystem::exists(Path("m.csv.part")));
    std::ofstream(Path("in.csv"), std::ios::app) << "broken\n";
    EXPECT_EQ(
        Run({"--transactions", Path("in.csv"), "--out", Path("m.csv"), "--rows", Path("rows.csv")}),
        -1);
    EXPECT_THAT(failure_, HasSubstr("in.csv, line 302"));
    for (const auto* name : {"m.csv", "m.csv.part", "rows.csv", "rows.csv.part"})
        EXPECT_FALSE(std::filesystem::exists(Path(name))) << name;
}

}  // namespace
}  // namespace clearway::fraud
