// SPDX-License-Identifier: Apache-2.0
#include "rules/policy_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace clearway::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view kGood = R"({"id": "p", "version": "1", "rules": [
    {"id": "a", "mode": "enforce", "when": "payer_count_1m > 20", "colour": "red",
     "reason_code": "A_1", "message": "Because."}]})";

bool IsColour(std::string_view text) { return text == "red" || text == "green"; }
bool IsLetter(std::string_view text) { return text.size() == 1; }
constexpr RuleKey kRuleKeys[] = {{"colour", IsColour, "must be one of red, green"}};
constexpr ParameterKey kParameters[] = {{"limit", IsLetter, "must be a letter"}, {"share"}};
constexpr PolicyForm kForm{.rule_keys = kRuleKeys};
constexpr PolicyForm kFormWithParameters{.rule_keys = kRuleKeys, .parameters = kParameters};

std::string With(std::string_view from, std::string_view to) {
    std::string text(kGood);
    const auto place = text.find(from);
    EXPECT_NE(place, std::string::npos) << from;
    return text.replace(place, from.size(), to);
}

TEST(PolicyFile, ReadsAGoodFileWhole) {
    const auto file = ReadPolicyFile(kGood, kForm);
    ASSERT_TRUE(file.policy) << ::testing::PrintToString(file.faults);
    EXPECT_EQ(file.policy->FullVersion(), "p/1");
    ASSERT_EQ(file.policy->rules.size(), 1U);
    const auto& rule = file.policy->rules[0];
    EXPECT_EQ(rule.mode, RuleMode::kEnforce);
    EXPECT_EQ(rule.when, "payer_count_1m > 20");
    EXPECT_EQ(rule.reason_code, "A_1");
    EXPECT_EQ(rule.message, "Because.");
    EXPECT_THAT(rule.own, ElementsAre("red"));
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
        {With("\"id\": \"p\"", "\"id\": \"p\", \"id\": \"q\""), "id: occurs twice"},
        {R"({"id": "p", "version": "1", "rules": {}})", "rules: must be a list"},
        {R"({"id": "p", "version": "1", "rules": [1]})", "rules[0]: must be an object"},
        {With("\"enforce\"", "\"on\""), "rules[0].mode: must be one of off, shadow, enforce"},
        {With("\"enforce\"", "true"), "rules[0].mode: must be one of"},
        {With("\"payer_count_1m > 20\"", "20"), "rules[0].when: must be 1 to 1000"},
        {With("payer_count_1m > 20", ""), "rules[0].when: must be 1 to 1000"},
        {With("> 20", "\\n> 20"), "rules[0].when: must be 1 to 1000 printable"},
        {With("20", std::string(1000, ' ')), "rules[0].when: must be 1 to 1000"},
        {With("\"red\"", "\"blue\""), "rules[0].colour: must be one of red, green"},
        {With("\"colour\": \"red\",", ""), "rules[0].colour: is missing"},
        {With("\"rules\"", "\"parameters\": {}, \"rules\""), "parameters: unknown key"},
        {With("A_1", "a_1"), "rules[0].reason_code: must be"},
        {With("Because.", ""), "rules[0].message: must be"},
        {With("\"message\"", "\"note\""), "rules[0].note: unknown key"},
        {With("\"message\"", "\"note\""), "rules[0].message: is missing"},
        {With("\"colour\"", "\"when\": \"true\", \"colour\""), "when: occurs twice"},
    };
    for (const auto& row : rows) {
        const auto file = ReadPolicyFile(row.text, kForm);
        EXPECT_FALSE(file.policy) << row.text;
        EXPECT_THAT(file.faults, ::testing::Contains(HasSubstr(row.fault))) << row.text;
    }
}

TEST(PolicyFile, ListsAllFaultsAtOnce) {
    const auto file = ReadPolicyFile(
        R"({"id": "p", "version": "1", "rules": [
            {"id": "a", "mode": "on", "when": "true", "colour": "red", "reason_code": "A",
             "message": "M"},
            {"id": "a", "mode": "off", "when": true, "colour": "red", "reason_code": "A",
             "message": "M"}]})",
        kForm);
    EXPECT_THAT(file.faults,
                ElementsAre("rules[0].mode: must be one of off, shadow, enforce",
                            "rules[1].when: must be 1 to 1000 printable ASCII characters",
                            "rules[1].id: occurs twice"));
}

TEST(PolicyFile, RefusesMoreRulesThanAVerdictHolds) {
    std::string rules;
    for (int i = 0; i < 65; ++i) rules += i == 0 ? "{}" : ",{}";
    const auto file =
        ReadPolicyFile(R"({"id": "p", "version": "1", "rules": [)" + rules + "]}", kForm);
    EXPECT_THAT(file.faults, ElementsAre("rules: must be a list of at most 64 rules"));
}

std::string WithParameters(const std::string& parameters) {
    return With("\"rules\"", "\"parameters\": " + parameters + ", \"rules\"");
}

TEST(PolicyFile, ReadsTheNumbersThatAFormAsksFor) {
    const auto file = ReadPolicyFile(WithParameters(R"({"limit": {"a": 5, "b": 7}, "share": 80})"),
                                     kFormWithParameters);
    ASSERT_TRUE(file.policy) << ::testing::PrintToString(file.faults);
    EXPECT_EQ(file.policy->parameters.at("limit"), (Parameter{{"a", 5}, {"b", 7}}));
    EXPECT_EQ(file.policy->parameters.at("share"), (Parameter{{"", 80}}));
}

TEST(PolicyFile, NamesEachFaultOfTheNumbers) {
    const std::pair<std::string, std::string> rows[] = {
        {std::string(kGood), "parameters: is missing"},
        {WithParameters("[]"), "parameters: must be an object"},
        {WithParameters(R"({"share": 80})"), "parameters.limit: is missing"},
        {WithParameters(R"({"limit": {}, "share": 80})"), "parameters.limit: must be an object"},
        {WithParameters(R"({"limit": 5, "share": 80})"), "parameters.limit: must be an object"},
        {WithParameters(R"({"limit": {"ab": 5}, "share": 80})"),
         "parameters.limit.ab: must be a letter"},
        {WithParameters(R"({"limit": {"a": 0}, "share": 80})"),
         "parameters.limit.a: must be a whole number"},
        {WithParameters(R"({"limit": {"a": 5}, "share": 0.8})"),
         "parameters.share: must be a whole number"},
        {WithParameters(R"({"limit": {"a": 5}, "share": 80, "more": 1})"),
         "parameters.more: unknown key"},
    };
    for (const auto& [text, fault] : rows) {
        const auto file = ReadPolicyFile(text, kFormWithParameters);
        EXPECT_FALSE(file.policy) << text;
        EXPECT_THAT(file.faults, ::testing::Contains(HasSubstr(fault))) << text;
    }
}

}  // namespace
}  // namespace clearway::rules
