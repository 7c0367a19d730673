// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/monitoring/monitoring_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "rules/lua/helpers.h"
#include "services/compliance/monitoring/monitor_test_support.h"

namespace clearway::compliance {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string With(std::string text, const std::string& from, const std::string& to) {
    const auto place = text.find(from);
    EXPECT_NE(place, std::string::npos) << from;
    return text.replace(place, from.size(), to);
}

TEST(MonitoringPolicy, ThatShipsHasARuleForEachTypology) {
    const auto policy = PolicyOf(DefaultPolicyText());
    std::vector<std::string> ids;
    for (const auto& rule : policy->GetPolicy().rules) ids.push_back(rule.id);
    EXPECT_THAT(
        ids, ::testing::ElementsAre("structuring", "structuring_over_accounts", "fan_in", "fan_out",
                                    "rapid_in_and_out", "dormant_account_wakes", "round_trip"));
}

TEST(MonitoringPolicy, IsRefusedWithEveryFault) {
    const auto good = PolicyWithRule("amount > 5");
    const auto faults = MonitoringPolicy::Read(
                            With(With(With(good, "\"account\"", "\"payment\""), "\"7d\"", "\"8d\""),
                                 "\"just_below_percent\": 80", "\"just_below_percent\": 0"))
                            .faults;
    EXPECT_THAT(faults, Contains(HasSubstr("rules[0].subject: must be one of account, party")));
    EXPECT_THAT(faults, Contains(HasSubstr("rules[0].window: must be one of 24h, 7d, 30d")));
    EXPECT_THAT(faults, Contains(HasSubstr("parameters.just_below_percent: must be a whole")));
    const auto later =
        MonitoringPolicy::Read(
            With(With(With(PolicyWithRule("amuont > 5"), ", \"*\": 10000", ""),
                      "\"just_below_percent\": 80", "\"just_below_percent\": 101"),
                 "\"round_trip_kept_percent\": 90", "\"round_trip_kept_percent\": 101"))
            .faults;
    EXPECT_THAT(later, Contains(HasSubstr("reporting_threshold: must have a number for *")));
    EXPECT_THAT(later, Contains(HasSubstr("just_below_percent: must be at most 100")));
    EXPECT_THAT(later, Contains(HasSubstr("round_trip_kept_percent: must be at most 100")));
    EXPECT_THAT(later, Contains(HasSubstr("unknown name 'amuont'")));
    EXPECT_THAT(MonitoringPolicy::Read(With(good, "\"EUR\": 10000", "\"EURO\": 10000")).faults,
                Contains(HasSubstr("reporting_threshold.EURO: must be a currency")));
}

TEST(MonitoringPolicy, HasThresholdsInTheMinorUnitsOfEachCurrency) {
    const auto policy = PolicyOf(DefaultPolicyText());
    const auto band = [&](const char* currency) {
        return policy->JustBelowOf(*core::Currency::Parse(currency));
    };
    EXPECT_EQ(band("EUR").threshold, 1'000'000);
    EXPECT_EQ(band("EUR").least, 800'000);
    EXPECT_EQ(band("JPY").threshold, 2'000'000);
    EXPECT_EQ(band("BHD").threshold, 10'000'000) << "one that it does not name";
}

TEST(MonitoringPolicy, HasAValueForEachName) {
    const auto policy = PolicyOf(DefaultPolicyText());
    const auto row = policy->RowOf(Features{}, {}, *core::Currency::Parse("EUR"));
    EXPECT_EQ(row.size(), MonitoringPolicy::Names().size());
}

std::string Document() {
    std::ifstream file(CLEARWAY_DOCS_FOLDER "/monitoring_policy.md");
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(MonitoringDocument, HasExamplesThatCompile) {
    const auto document = Document();
    const auto begin = document.find("```lua\n") + 7;
    std::istringstream examples(document.substr(begin, document.find("```", begin) - begin));
    int count = 0;
    for (std::string line; std::getline(examples, line); ++count)
        EXPECT_THAT(MonitoringPolicy::Read(PolicyWithRule(line)).faults, IsEmpty()) << line;
    EXPECT_GE(count, 5);
}

TEST(MonitoringDocument, TellsOfEachName) {
    const auto document = Document();
    for (const auto& name : MonitoringPolicy::Names()) {
        auto general = name;
        for (const auto& window : kWindows) {
            if (general.ends_with("_" + std::string(window.name)))
                general.replace(general.size() - window.name.size(), window.name.size(), "W");
        }
        if (general.ends_with("_48h")) general.replace(general.size() - 3, 3, "W");
        EXPECT_THAT(document, HasSubstr("`" + general + "`"));
    }
}

}  // namespace
}  // namespace clearway::compliance
