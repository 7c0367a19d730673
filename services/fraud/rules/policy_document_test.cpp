// SPDX-License-Identifier: Apache-2.0
// docs/fraud_policy.md says what the language does: its examples compile, and what it calls refused
// is refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "rules/lua/helpers.h"
#include "services/fraud/rules/fraud_policy.h"
#include "services/fraud/rules/policy_names.h"

namespace clearway::fraud {
namespace {

using ::testing::ElementsAre;

const std::vector<std::string> kFeatures{"amount",
                                         "hour",
                                         "weekend",
                                         "night",
                                         "payer_count_1m",
                                         "payer_count_1h",
                                         "payer_sum_24h",
                                         "payer_mean_7d",
                                         "payer_amount_ratio",
                                         "payer_days_known",
                                         "payee_reported_share_30d",
                                         "pair_is_new",
                                         "payer_seconds_since_last"};

std::string Document() {
    std::ifstream file(CLEARWAY_DOCS_FOLDER "/fraud_policy.md");
    return {std::istreambuf_iterator<char>(file), {}};
}

// The text of each block that opens with ```<kind>.
std::vector<std::string> Blocks(const std::string& kind) {
    const auto document = Document();
    const auto opening = "```" + kind + "\n";
    std::vector<std::string> blocks;
    for (auto at = document.find(opening); at != std::string::npos;
         at = document.find(opening, at)) {
        at += opening.size();
        const auto end = document.find("\n```", at);
        blocks.push_back(document.substr(at, end - at));
    }
    return blocks;
}

// One rule a line.
std::vector<std::string> Lines(const std::string& kind) {
    std::vector<std::string> lines;
    for (const auto& block : Blocks(kind)) {
        std::istringstream text(block);
        for (std::string line; std::getline(text, line);) lines.push_back(line);
    }
    return lines;
}

std::vector<std::string> FaultsOf(std::string when) {
    rules::Policy policy{.id = "p", .version = "1", .rules = {}};
    policy.rules.push_back({.id = "r",
                            .mode = rules::RuleMode::kEnforce,
                            .when = std::move(when),
                            .reason_code = "R",
                            .message = "r"});
    return rules::PolicyProgram::Compile(std::move(policy), PolicyNames(kFeatures)).faults;
}

TEST(PolicyDocument, HasExamplesThatCompile) {
    const auto examples = Lines("lua");
    EXPECT_GE(examples.size(), 6U);
    for (const auto& example : examples) EXPECT_THAT(FaultsOf(example), ElementsAre()) << example;
}

TEST(PolicyDocument, HasCounterexamplesThatAreRefusedAsItSays) {
    const auto lines = Lines("refused");
    EXPECT_GE(lines.size(), 4U);
    for (const auto& line : lines) {
        const auto mark = line.find("  -->  ");
        ASSERT_NE(mark, std::string::npos) << line;
        const auto when = line.substr(0, line.find_last_not_of(' ', mark) + 1);
        EXPECT_THAT(FaultsOf(when), ElementsAre("rules[0] (r).when: " + line.substr(mark + 7)));
    }
}

TEST(PolicyDocument, ShowsAWholeRuleAsTheFileHasIt) {
    const auto blocks = Blocks("json");
    ASSERT_EQ(blocks.size(), 1U);
    const auto text = R"({"id": "p", "version": "1", "rules": [)" + blocks[0] + "]}";
    EXPECT_THAT(FraudPolicy::Read(text, PolicyNames(kFeatures)).faults, ElementsAre());
}

TEST(PolicyDocument, NamesEveryHelperAndEveryNameBesideTheFeatures) {
    const auto document = Document();
    for (const auto& helper : rules::lua::Helpers()) {
        if (!helper.symbol.empty()) continue;
        EXPECT_THAT(document, ::testing::HasSubstr("`" + std::string(helper.name) + "("));
    }
    for (const auto name : kNamesBesideFeatures)
        EXPECT_THAT(document, ::testing::HasSubstr("`" + std::string(name) + "`"));
}

}  // namespace
}  // namespace clearway::fraud
