// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rules/policy_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace clearway::fraud::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view kGood = R"({"id": "p", "version": "1", "rules": [
    {"id": "a", "mode": "enforce", "when": "payer_count_1m > 20", "outcome": "decline",
     "reason_code": "A_1", "message": "Because.", "iso_code": "FRAD"}]})";

std::string With(std::string_view from, std::string_view to) {
    std::string text(kGood);
    const auto place = text.find(from);
    EXPECT_NE(place, std::string::npos) << from;
    return text.replace(place, from.size(), to);
}

TEST(PolicyFile, ReadsAGoodFileWhole) {
    const auto file = ReadPolicyFile(kGood);
    ASSERT_TRUE(file.policy) << ::testing::PrintToString(file.faults);
    EXPECT_EQ(file.policy->FullVersion(), "p/1");
    ASSERT_EQ(file.policy->rules.size(), 1U);
    const auto& rule = file.policy->rules[0];
    EXPECT_EQ(rule.mode, RuleMode::kEnforce);
    EXPECT_EQ(rule.when, "payer_count_1m > 20");
    EXPECT_EQ(rule.outcome, Outcome::kDecline);
    EXPECT_EQ(rule.reason, (Reason{"A_1", "Because.", "FRAD"}));
    EXPECT_EQ(rule.reason.iso_code, "FRAD");
}

TEST(PolicyFile, NamesEachFault) {
    struct Row {
        std::string text;
        std::string fault;
    };
    const Row rows[] = {
        {"", "one JSON object"},
        {"[1]", "one JSON object"},
        {"{", "one JSON object"},
        {With("\"id\": \"p\", ", ""), "id: is missing"},
        {With("\"p\"", "\"P p\""), "id: must be 1 to 40"},
        {With("\"version\": \"1\"", "\"version\": 1"), "version: must be 1 to 40"},
        {With("\"rules\"", "\"rule\""), "rule: unknown key"},
        {With("\"id\": \"p\"", "\"id\": \"p\", \"id\": \"q\""), "id: key occurs twice"},
        {R"({"id": "p", "version": "1", "rules": {}})", "rules: must be a list"},
        {R"({"id": "p", "version": "1", "rules": [1]})", "rules[0]: must be an object"},
        {With("\"enforce\"", "\"on\""), "rules[0].mode: must be one of off, shadow, enforce"},
        {With("\"enforce\"", "true"), "rules[0].mode: must be one of"},
        {With("\"payer_count_1m > 20\"", "20"), "rules[0].when: must be 1 to 1000"},
        {With("payer_count_1m > 20", ""), "rules[0].when: must be 1 to 1000"},
        {With("> 20", "\\n> 20"), "rules[0].when: must be 1 to 1000 printable"},
        {With("20", std::string(1000, ' ')), "rules[0].when: must be 1 to 1000"},
        {With("\"decline\"", "\"approve\""), "rules[0].outcome: must be one of challenge"},
        {With("A_1", "a_1"), "rules[0].reason_code: must be"},
        {With("Because.", ""), "rules[0].message: must be"},
        {With("\"message\"", "\"note\""), "rules[0].note: unknown key"},
        {With("\"message\"", "\"note\""), "rules[0].message: is missing"},
        {With("FRAD", "FRAUD"), "rules[0].iso_code: must be 4 of"},
        {With("\"outcome\"", "\"when\": \"true\", \"outcome\""), "when: key occurs twice"},
    };
    for (const auto& row : rows) {
        const auto file = ReadPolicyFile(row.text);
        EXPECT_FALSE(file.policy) << row.text;
        EXPECT_THAT(file.faults, ::testing::Contains(HasSubstr(row.fault))) << row.text;
    }
}

TEST(PolicyFile, ListsAllFaultsAtOnce) {
    const auto file = ReadPolicyFile(
        R"({"id": "p", "version": "1", "rules": [
            {"id": "a", "mode": "on", "when": "true", "outcome": "review", "reason_code": "A",
             "message": "M", "iso_code": "FRAD"},
            {"id": "a", "mode": "off", "when": true, "outcome": "review", "reason_code": "A",
             "message": "M", "iso_code": "FRAD"}]})");
    EXPECT_THAT(file.faults,
                ElementsAre("rules[0].mode: must be one of off, shadow, enforce",
                            "rules[1].when: must be 1 to 1000 printable ASCII characters",
                            "rules[1].id: occurs twice"));
}

TEST(PolicyFile, RefusesMoreRulesThanAVerdictHolds) {
    std::string rules;
    for (int i = 0; i < 65; ++i) rules += i == 0 ? "{}" : ",{}";
    const auto file = ReadPolicyFile(R"({"id": "p", "version": "1", "rules": [)" + rules + "]}");
    EXPECT_THAT(file.faults, ElementsAre("rules: must be a list of at most 64 rules"));
}

}  // namespace
}  // namespace clearway::fraud::rules
