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
    Movement one{.counterparty_account = texts.Add("X"), .counterparty_name = texts.Add("Acme")};
    Movement other{.counterparty_account = texts.Add("X"), .counterparty_name = texts.Add("Zeta")};
    EXPECT_EQ(CompareCounterparties(texts, one, other), SameCounterparty::kByAccount);
    other = {.counterparty_account = texts.Add("Y"), .counterparty_name = texts.Add("Acme")};
    EXPECT_EQ(CompareCounterparties(texts, one, other), SameCounterparty::kNo);
    other = {.counterparty_name = texts.Add("Acme")};
    EXPECT_EQ(CompareCounterparties(texts, one, other), SameCounterparty::kByName);
    EXPECT_EQ(CompareCounterparties(texts, one, {}), SameCounterparty::kUnknown);
}

TEST(Counterparty, ANameIsTheSameHoweverItIsTold) {
    for (const auto& [a, b] : std::vector<std::pair<std::string_view, std::string_view>>{
             {"Acme Logistics GmbH", "ACME LOGISTICS"},
             {"Mustermann, Max", "Max Mustermann"},
             {"Max Mustermann", "Max und Erika Mustermann"},
             {"Donaudampfschifffahrt AG", "DONAUDAMPFSCHIF"},
             {"M\xC3\xBCller Bau", "m\xC3\xBCller bau"}})
        EXPECT_EQ(OfNames(a, b), SameCounterparty::kByName) << a << " / " << b;
}

TEST(Counterparty, OneWordAloneOrAnotherSpellingSaysNothing) {
    EXPECT_EQ(OfNames("Meier", "Anna Meier"), SameCounterparty::kUnknown);
    EXPECT_EQ(OfNames("M\xC3\xBCller Bau", "Mueller Bau"), SameCounterparty::kUnknown);
    EXPECT_EQ(OfNames("GmbH", "Acme GmbH"), SameCounterparty::kUnknown);
}

TEST(Counterparty, NamesWithWordsOfTheirOwnAreOthers) {
    EXPECT_EQ(OfNames("Peter Huber", "Peter Petersen"), SameCounterparty::kNo);
    EXPECT_EQ(OfNames("Hans Hansen", "Hans Berg"), SameCounterparty::kNo);
    EXPECT_EQ(OfNames("Acme Logistics GmbH", "Zanetti Foods GmbH"), SameCounterparty::kNo);
    EXPECT_EQ(OfNames("Anna Vogel", "Anna Huber"), SameCounterparty::kNo);
}

}  // namespace
}  // namespace clearway::reconciliation::matching
