// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/counterparty.h"

#include <gtest/gtest.h>

namespace clearway::reconciliation::matching {
namespace {

SameCounterparty OfNames(std::string_view a, std::string_view b) {
    TextPool texts;
    Movement one;
    Movement other;
    one.counterparty_name = texts.Add(a);
    other.counterparty_name = texts.Add(b);
    EXPECT_EQ(CompareCounterparties(texts, other, one), CompareCounterparties(texts, one, other));
    return CompareCounterparties(texts, one, other);
}

TEST(Counterparty, AnAccountCountsMoreThanAName) {
    TextPool texts;
    Movement one{.counterparty_account = texts.Add("X"), .counterparty_name = texts.Add("ACME")};
    Movement other{.counterparty_account = texts.Add("X"), .counterparty_name = texts.Add("ZETA")};
    EXPECT_EQ(CompareCounterparties(texts, one, other), SameCounterparty::kByAccount);
    other = {.counterparty_account = texts.Add("Y"), .counterparty_name = texts.Add("ACME")};
    EXPECT_EQ(CompareCounterparties(texts, one, other), SameCounterparty::kNo);
    other = {.counterparty_name = texts.Add("ACME")};
    EXPECT_EQ(CompareCounterparties(texts, one, other), SameCounterparty::kByName);
    EXPECT_EQ(CompareCounterparties(texts, one, {}), SameCounterparty::kUnknown);
}

TEST(Counterparty, ANameIsTheSameHoweverItIsTold) {
    for (const auto& [a, b] : std::vector<std::pair<std::string_view, std::string_view>>{
             {"ACME LOGISTICS GMBH", "ACME LOGISTICS"},
             {"MUSTERMANN MAX", "MAX MUSTERMANN"},
             {"MAX MUSTERMANN", "MAX UND ERIKA MUSTERMANN"},
             {"DONAUDAMPFSCHIFFFAHRT AG", "DONAU DAMPFSCHIF"},
             {"M\xC3\xBCLLER BAU", "BAU M\xC3\xBCLLER"}})
        EXPECT_EQ(OfNames(a, b), SameCounterparty::kByName) << a << " / " << b;
}

TEST(Counterparty, OneWordAloneOrAnotherSpellingSaysNothing) {
    EXPECT_EQ(OfNames("MEIER", "ANNA MEIER"), SameCounterparty::kUnknown);
    EXPECT_EQ(OfNames("M\xC3\xBCLLER BAU", "MUELLER BAU"), SameCounterparty::kUnknown);
    EXPECT_EQ(OfNames("GMBH", "ACME GMBH"), SameCounterparty::kUnknown);
}

TEST(Counterparty, NamesWithWordsOfTheirOwnAreOthers) {
    EXPECT_EQ(OfNames("PETER HUBER", "PETER PETERSEN"), SameCounterparty::kNo);
    EXPECT_EQ(OfNames("HANS HANSEN", "HANS BERG"), SameCounterparty::kNo);
    EXPECT_EQ(OfNames("ACME LOGISTICS GMBH", "ZANETTI FOODS GMBH"), SameCounterparty::kNo);
    EXPECT_EQ(OfNames("ANNA VOGEL", "ANNA HUBER"), SameCounterparty::kNo);
}

}  // namespace
}  // namespace clearway::reconciliation::matching
