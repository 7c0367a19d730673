// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/rules/scenario_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace clearway::rail_simulator {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Order OrderOf(std::int64_t minor, const std::string& message = "M-1") {
    return {.references = {.message_id = message, .transaction_id = "T-1"},
            .amount = {*core::Currency::Parse("EUR"), minor},
            .creditor_name = "Jane Doe",
            .creditor_iban = "NL91ABNA0417164300"};
}

Scenario Read(const std::string& text) {
    auto file = ReadScenarioFile(text);
    EXPECT_THAT(file.faults, ElementsAre());
    return std::move(file.scenario);
}

std::string NameFor(const Scenario& scenario, const Order& order,
                    std::string_view rail = kInstant) {
    const auto* rule = scenario.Find(rail, order);
    return rule ? rule->name : "";
}

TEST(ScenarioFileTest, TheFirstRuleThatFitsCounts) {
    const auto scenario = Read(R"({"rules": [
      {"name": "dear", "when": {"amount_min": 5000, "currency": "EUR"}, "then": {}},
      {"name": "jane", "when": {"creditor_name": "Jane Doe", "rail": "instant"}, "then": {}},
      {"name": "iban", "when": {"creditor_iban": "NL91ABNA0417164300"}, "then": {}}]})");
    EXPECT_EQ(NameFor(scenario, OrderOf(5000)), "dear");
    EXPECT_EQ(NameFor(scenario, OrderOf(4999)), "jane");
    EXPECT_EQ(NameFor(scenario, OrderOf(4999), kBatch), "iban");
    auto other = OrderOf(4999);
    other.creditor_name = other.creditor_iban = "";
    EXPECT_EQ(NameFor(scenario, other), "");
}

TEST(ScenarioFileTest, ConductIsRead) {
    const auto scenario =
        Read(R"({"documented_amounts": false, "rules": [{"name": "all", "when": {},
      "then": {"outcome": "settle_then_say_rejected", "reason": "AC04", "delay_ms": 5, "delay_days": 1,
               "contradict_after_ms": 7, "answers": 2, "deaf": true, "notify": true,
               "amount_off_by": -3, "door": "fail_after", "door_times": 4, "return_after_days": 2,
               "return_after_ms": 1, "return_reason": "AC06", "recall_refusal": "LEGL"}}]})");
    ASSERT_EQ(scenario.rules.size(), 1U);
    const Conduct expected{.outcome = Outcome::kSettleThenSayRejected,
                           .reason = "AC04",
                           .delay = 24h + 5ms,
                           .contradicts_after = 7ms,
                           .answers = 2,
                           .deaf = true,
                           .notifies = true,
                           .amount_off_by = -3,
                           .returns_after = 48h + 1ms,
                           .return_reason = "AC06",
                           .recall_refusal = "LEGL",
                           .door = Door::kFailAfter,
                           .door_times = 4};
    EXPECT_EQ(scenario.rules.front().then, expected);
}

TEST(ScenarioFileTest, AllFaultsAreListed) {
    const auto file = ReadScenarioFile(R"({"extra": 1, "rules": [
      {"name": "a", "when": {"rail": "tram", "amount": 0, "share": {"seed": "s"}}, "then": {"outcome": "reject"}},
      {"name": "a", "then": {"reason": "AC04", "delay_ms": 1.5, "silent": "yes", "unheard": 2}}]})");
    EXPECT_THAT(
        file.faults,
        ElementsAre("extra: unknown key", "rules[0].when.rail: must be instant or batch",
                    HasSubstr("rules[0].when.amount: must be a whole number from 1"),
                    "rules[0].when.share.per_mille: is missing",
                    "rules[0].then.reason: is missing: why it is rejected",
                    "rules[1].when: is missing", "rules[1].then.unheard: unknown key",
                    HasSubstr("rules[1].then.delay_ms: must be a whole number"),
                    "rules[1].then.silent: must be true or false",
                    "rules[1].then.reason: goes with a rejection", "rules[1].name: is another's"));
    EXPECT_THAT(ReadScenarioFile(R"({"rules": [{"name": "a", "when": {},
                  "then": {"answer_first": true, "delay_ms": 5}}]})")
                    .faults,
                ElementsAre("rules[0].then.answer_first: goes with an answer at once"));
    EXPECT_THAT(ReadScenarioFile("{").faults, ElementsAre("the file must be one JSON object"));
    EXPECT_THAT(ReadScenarioFile(R"({"rules": [], "rules": []})").faults,
                ElementsAre("rules: occurs twice"));
    EXPECT_THAT(ReadScenarioFile(std::string(kScenarioBytesMax + 1, ' ')).faults,
                ElementsAre("the file is larger than 256 KiB"));
}

TEST(ScenarioFileTest, AShareFollowsFromTheSeedAndTheMessage) {
    const auto picked = [](const std::string& seed, int per_mille) {
        const auto scenario = Read(
            R"({"rules": [{"name": "some", "then": {"silent": true}, "when": {"share": {"seed": ")" +
            seed + R"(", "per_mille": )" + std::to_string(per_mille) + "}}}]}");
        std::vector<int> messages;
        for (int i = 0; i < 10'000; ++i)
            if (NameFor(scenario, OrderOf(100, "M-" + std::to_string(i))) == "some")
                messages.push_back(i);
        return messages;
    };
    const auto once = picked("a", 20);
    EXPECT_NEAR(static_cast<double>(once.size()), 200.0, 45.0);
    EXPECT_EQ(picked("a", 20), once);
    EXPECT_NE(picked("b", 20), once);
    EXPECT_TRUE(picked("a", 0).empty());
    EXPECT_EQ(picked("a", 1000).size(), 10'000U);
}

TEST(ScenarioFileTest, DocumentedAmountsApplyAfterTheRulesOfAFile) {
    EXPECT_EQ(NameFor(Read(""), OrderOf(110'002)), "rejected AC04: closed account");
    EXPECT_EQ(NameFor(Read(""), OrderOf(110'000)), "");
    EXPECT_EQ(
        NameFor(Read(R"({"rules": [{"name": "own", "when": {"amount": 110002}, "then": {}}]})"),
                OrderOf(110'002)),
        "own");
    EXPECT_EQ(NameFor(Read(R"({"documented_amounts": false, "rules": []})"), OrderOf(110'002)), "");
}

TEST(ScenarioFileTest, TheDocumentHasEachAmount) {
    std::ifstream file("docs/rail_simulator.md");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    for (const auto& rule : DocumentedAmounts().rules) {
        const core::Money amount{*core::Currency::Parse("EUR"), rule.when.amount_min.value()};
        EXPECT_THAT(text, HasSubstr("| " + core::FormatDecimal(amount) + " | " + rule.name + " |"));
    }
}

}  // namespace
}  // namespace clearway::rail_simulator
