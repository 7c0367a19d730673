// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/offline/monitor_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "services/compliance/monitoring/monitor_test_support.h"

namespace clearway::compliance {
namespace {

using ::testing::HasSubstr;

class MonitorCommand : public ::testing::Test {
protected:
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string Write(const std::string& name, const std::string& text) {
        const auto path = (folder_ / name).string();
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    int Run(const std::vector<std::string>& words) {
        out_.str("");
        faults_.str("");
        return RunMonitor(words, out_, faults_);
    }

    const std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("monitor_command_" + std::to_string(getpid()));
    std::ostringstream out_, faults_;
    const std::string movements_ = WriteMovements();

private:
    std::string WriteMovements() {
        std::filesystem::create_directories(folder_);
        return Write("movements.csv",
                     "at,debtor,creditor,currency,amount\n"
                     "2026-03-02T10:00:00Z,anna,!shop,EUR,9000\n"
                     "2026-03-02T11:00:00Z,anna,!shop,EUR,9500.50\n"
                     "2026-03-03T10:00:00Z,bert,carl,EUR,12\n"
                     "2026-03-04T10:00:00Z,anna,!shop,EUR,8000\n");
    }
};

TEST_F(MonitorCommand, TellsTheAlertsThatThePolicyWouldHaveRaised) {
    ASSERT_EQ(Run({"--transactions", movements_}), 0) << faults_.str();
    EXPECT_THAT(out_.str(), HasSubstr("aml-baseline/1/structuring  STRUCTURING  account "));
    EXPECT_THAT(out_.str(), HasSubstr("4 movements, 1 alerts of aml-baseline/1"));
    EXPECT_THAT(out_.str(), HasSubstr("structuring (enforce): fired 1, failed 0"));
}

TEST_F(MonitorCommand, TellsThemAsJsonWithTheirEvidence) {
    const auto policy = Write("policy.json", PolicyWithRule("amount > 9000"));
    ASSERT_EQ(Run({"--policy", policy, "--transactions", movements_, "--json"}), 0);
    const auto told = boost::json::parse(out_.str());
    EXPECT_EQ(told.at("movements").as_int64(), 4);
    EXPECT_EQ(told.at("policy_version").as_string(), "test/1");
    ASSERT_EQ(told.at("alerts").as_array().size(), 1U);
    const auto& evidence = told.at("alerts").at(0).at("evidence");
    EXPECT_EQ(evidence.at("values").at("amount").as_double(), 9500.5);
    EXPECT_EQ(evidence.at("movements").as_array().size(), 2U);
}

TEST_F(MonitorCommand, RefusesWithTheLineOrTheRuleOfAFault) {
    const auto policy = Write("policy.json", PolicyWithRule("amuont > 9000"));
    EXPECT_EQ(Run({"--policy", policy, "--transactions", movements_}), 1);
    EXPECT_THAT(faults_.str(), HasSubstr("rules[0] (rule).when: column 1: unknown name 'amuont'"));
    const std::pair<std::string, std::string> rows[] = {
        {"yesterday,a,b,EUR,5", "line 2: 'yesterday' is no RFC 3339 time"},
        {"2026-03-02T10:00:00Z,a,b,EUR,5.001", "line 2: "},
        {"2026-03-02T10:00:00Z,a,b,EURO,5", "line 2: "},
        {"2026-03-02T10:00:00Z,a,b,EUR,-5", "line 2: "},
        {"2026-03-02T10:00:00Z,!,b,EUR,5", "line 2: debtor is empty"}};
    for (const auto& [row, fault] : rows) {
        const auto file = Write("bad.csv", "at,debtor,creditor,currency,amount\n" + row + "\n");
        EXPECT_EQ(Run({"--transactions", file}), 1) << row;
        EXPECT_THAT(faults_.str(), HasSubstr(fault)) << row;
    }
}

TEST_F(MonitorCommand, SaysWhatItNeeds) {
    EXPECT_EQ(Run({"--help"}), 0);
    EXPECT_THAT(out_.str(), HasSubstr("--transactions FILE.csv"));
    EXPECT_EQ(Run({}), 2);
    EXPECT_EQ(Run({"--transactions", movements_, "--history"}), 2);
    EXPECT_EQ(Run({"--transactions", movements_, "--loud"}), 2);
    EXPECT_EQ(Run({"--transactions", "missing.csv"}), 1);
}

}  // namespace
}  // namespace clearway::compliance
