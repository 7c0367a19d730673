// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "gateway/operator/answer_outline.h"
#include "gateway/operator/answer_table.h"
#include "gateway/operator/catalogue.h"
#include "gateway/operator/remote.h"
#include "gateway/operator/shortcuts.h"
#include "transcode/json_reader.h"

namespace clearway::gateway::console {
namespace {

TEST(Catalogue, ListsOnlyWhatOperatorsMayCall) {
    EXPECT_TRUE(FindCall("compliance.v1.ComplianceService/ListCases"));
    EXPECT_TRUE(FindCall("clearway.settlement.v1.LedgerService/GetTrialBalance"));
    EXPECT_FALSE(FindCall("payment.v1.PaymentService/CreatePayment"));
    const auto waits = [](const char* name) { return MayAwaitSecondOperator(*FindCall(name)); };
    EXPECT_TRUE(waits("settlement.v1.WindowService/SetParticipant"));
    EXPECT_FALSE(waits("settlement.v1.WindowService/ListParticipants"));
    EXPECT_FALSE(waits("compliance.v1.ComplianceService/GetCase"));
    EXPECT_FALSE(FindCall("compliance.v1.ComplianceService/Screen"));
    EXPECT_FALSE(FindCall(""));
}

TEST(Catalogue, LeavesThePeerOpenWhereEveryServiceServesTheCall) {
    EXPECT_EQ(FindCall("common.v1.EventLogService/ListPaymentEvents")->peer, "");
    EXPECT_EQ(FindCall("reconciliation.v1.ReconciliationService/ListBreaks")->peer,
              "reconciliation");
}

std::vector<std::string> Split(std::string_view text) {
    std::vector<std::string> parts;
    std::istringstream in{std::string(text)};
    for (std::string part; in >> part;) parts.push_back(part);
    return parts;
}

TEST(Shortcuts, EachNamesACallWhoseRequestItFits) {
    const std::map<std::string, std::string> examples{
        {"kind", "chargeback"}, {"list", "block"},         {"party", "payee"},
        {"priority", "high"},   {"subject_kind", "party"}, {"expires_at", "2030-01-01T00:00:00Z"},
        {"number", "7"}};
    for (const Shortcut& shortcut : Shortcuts()) {
        const auto call = FindCall(shortcut.call);
        ASSERT_TRUE(call) << shortcut.words;
        auto parts = Split(shortcut.words);
        for (const auto& argument : Split(shortcut.arguments)) {
            const auto found = examples.find(argument);
            parts.push_back(found == examples.end() ? "a\"b" : found->second);
        }
        const auto found = FindShortcut(parts);
        ASSERT_TRUE(found) << shortcut.words;
        const std::unique_ptr<google::protobuf::Message> request(
            google::protobuf::MessageFactory::generated_factory()
                ->GetPrototype(call->method->input_type())
                ->New());
        EXPECT_TRUE(transcode::ReadJson(found->json, *request)) << found->json;
    }
}

TEST(Shortcuts, ArgumentsFillTheFieldsInTheirOrder) {
    const std::vector<std::string> words{"report", "p", "chargeback", "10.4"};
    EXPECT_EQ(FindShortcut(words)->json,
              R"({"payment_id":"p","kind":"chargeback","reason":"10.4"})");
    const std::vector<std::string> without{"report", "p", "chargeback"};
    EXPECT_EQ(FindShortcut(without)->json, R"({"payment_id":"p","kind":"chargeback"})");
    const std::vector<std::string> approve{"approve", "p"};
    EXPECT_EQ(FindShortcut(approve)->json, R"({"decision":"cleared","payment_id":"p"})");
}

TEST(Shortcuts, RefuseArgumentsThatDoNotFit) {
    const auto find = [](std::vector<std::string> words) { return FindShortcut(words); };
    EXPECT_FALSE(find({"cases", "clear"}));
    EXPECT_FALSE(find({"cases", "clear", "a", "b"}));
    EXPECT_FALSE(find({"breaks", "a"}));
    EXPECT_FALSE(find({"list", "block", "payee"}));
    EXPECT_FALSE(find({}));
}

TEST(AnswerTable, ShowsListsAsTablesAndTheRestAsLines) {
    EXPECT_EQ(AnswerTable(R"({"lines":[{"currency":"EUR","accounts":"12","sum":"0"},
                              {"currency":"JPY","accounts":"3"}],"balanced":true,"breaks":[]})"),
              "currency  accounts  sum\n"
              "EUR       12        0\n"
              "JPY       3\n"
              "balanced: true\n"
              "breaks: none\n");
}

TEST(AnswerTable, NamesTablesWhereThereAreSeveral) {
    EXPECT_EQ(AnswerTable(R"({"a":[{"x":"1"}],"b":[{"x":"2"}]})"), "a:\nx\n1\nb:\nx\n2\n");
}

TEST(AnswerTable, PutsTheValuesOfANestedObjectInOneCell) {
    EXPECT_EQ(AnswerTable(R"({"a":[{"money":{"currency":"EUR","minor_units":"5"}}]})"),
              "money\nEUR 5\n");
}

TEST(AnswerOutline, PutsWhatBelongsToSomethingBelowIt) {
    EXPECT_EQ(AnswerOutline(R"({"payments":[{"id":"p","amount":{"currency":"EUR","value":"5"},
                                "decisions":[{"score":3,"reasons":["a","b"]},{"score":4}]}],
                                "empty":[],"more":true})"),
              "payments:\n"
              "- id: p\n"
              "  amount: EUR 5\n"
              "  decisions:\n"
              "  - score: 3\n"
              "    reasons: a b\n"
              "  - score: 4\n"
              "empty: none\n"
              "more: true\n");
}

TEST(AnswerTable, TellsAFailedCheck) {
    EXPECT_TRUE(IsFalse(R"({"balanced":false})", "balanced"));
    EXPECT_FALSE(IsFalse(R"({"balanced":true})", "balanced"));
}

TEST(AnswerTable, TellsWhatIsSo) {
    constexpr char kAwaits[] = "awaits_second_operator";
    EXPECT_TRUE(IsTrue(R"({"state":"imported","awaits_second_operator":true})", kAwaits));
    EXPECT_FALSE(IsTrue(R"({"awaits_second_operator":false})", kAwaits));
    EXPECT_FALSE(IsTrue(R"({"cases":[{"awaits_second_operator":true}]})", kAwaits));
}

TEST(CallRemote, RefusesABadRequestAndListsEveryMissingSetting) {
    const auto call = FindCall("compliance.v1.ComplianceService/GetCase");
    config::Environment empty([](std::string_view) { return std::nullopt; });
    const auto bad = CallRemote(*call, call->peer, R"({"case":1})", empty);
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().field_errors.at(0).field, "case");
    EXPECT_TRUE(empty.Faults().empty());
    EXPECT_FALSE(CallRemote(*call, call->peer, "{}", empty));
    EXPECT_EQ(empty.Faults().size(), 4u);
    EXPECT_THAT(empty.Faults().back(), testing::HasSubstr("CLEARWAY_PEER_COMPLIANCE"));
}

}  // namespace
}  // namespace clearway::gateway::console
