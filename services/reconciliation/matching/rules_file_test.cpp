// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/rules_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace clearway::reconciliation::matching {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(RulesFile, TheOneThatIsBuiltInIsGood) {
    const auto file = ReadRulesFile(DefaultRules());
    EXPECT_THAT(file.faults, ElementsAre());
    ASSERT_TRUE(file.rules);
    EXPECT_EQ(file.rules->passes.front().kind, PassKind::kExactReference);
    EXPECT_EQ(file.rules->passes[3].fee.In(*FindCurrency("EUR")), 2'500);
    EXPECT_EQ(file.rules->passes[3].fee.In(*FindCurrency("JPY")), 25);
}

TEST(RulesFile, NamesEachFaultWithItsLine) {
    const auto file = ReadRulesFile(R"({
  "id": "Test",
  "version": "1",
  "passes": [
    {"id": "a", "pass": "exact_reference"},
    {"id": "a", "pass": "by_guess", "days": 1},
    {"id": "c", "pass": "one_to_many", "days": 1, "evidence": ["hope"], "chance": 1,
     "fee": {"EUR": 3, "XYZ": "1"}}
  ],
  "prefixes": []
})");
    EXPECT_FALSE(file.rules);
    EXPECT_THAT(
        file.faults,
        ElementsAre(HasSubstr("line 2: id: must be"), "line 5: passes[0].days: is missing",
                    HasSubstr("line 6: passes[1].pass: must be one of"),
                    "line 6: passes[1].id: occurs twice",
                    HasSubstr("line 8: passes[2].fee.EUR: must be"),
                    HasSubstr("line 8: passes[2].fee.XYZ: is no currency"),
                    HasSubstr("line 7: passes[2].evidence: must be"),
                    "line 7: passes[2].chance: unknown key", "line 10: prefixes: unknown key"));
}

TEST(RulesFile, RefusesWhatIsNoObjectAndKeysThatOccurTwice) {
    EXPECT_THAT(ReadRulesFile("{\n \"id\": \n").faults, ElementsAre(HasSubstr("line")));
    EXPECT_THAT(ReadRulesFile("[]").faults, ElementsAre(HasSubstr("must be an object")));
    EXPECT_THAT(ReadRulesFile(R"({"id": "a", "id": "b", "version": "1",
        "passes": [{"id": "a", "pass": "exact_reference", "days": 1}]})")
                    .faults,
                ElementsAre(HasSubstr("key occurs twice")));
}

TEST(RulesFile, ReadsFormsOfStatements) {
    const auto file = ReadRulesFile(R"({"id": "t", "version": "1",
        "passes": [{"id": "a", "pass": "exact_reference", "days": 1}],
        "csv_statements": [{"id": "bank", "separator": ";", "decimal": ",", "thousands": ".",
            "date_form": "DD.MM.YYYY", "currency": "EUR",
            "columns": {"amount": "Betrag", "value_date": "Valuta"}}]})");
    ASSERT_EQ(file.mappings.size(), 1U);
    EXPECT_EQ(file.mappings[0].separator, ';');
    EXPECT_EQ(file.mappings[0].columns.at("amount"), "Betrag");
}

}  // namespace
}  // namespace clearway::reconciliation::matching
