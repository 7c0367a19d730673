// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "services/reconciliation/matching/matching_fixture.h"

namespace clearway::reconciliation::matching {
namespace {

TEST(AmountAndDate, MatchesTheOnlyPartner) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 12'345})
                  .Expect({.id = "e2", .amount = 12'346})
                  .Line({.id = "l1", .amount = 12'345, .day = 102})
                  .Match(),
              (Told{"l1=e1", "missing e2"}));
}

TEST(AmountAndDate, DoesNotGuessBetweenTwoExpectations) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 12'345})
                  .Expect({.id = "e2", .amount = 12'345, .day = 101})
                  .Line({.id = "l1", .amount = 12'345})
                  .Match(),
              (Told{"extra l1", "missing e1", "missing e2"}));
}

TEST(AmountAndDate, DoesNotGuessBetweenTwoLines) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 12'345})
                  .Line({.id = "l1", .amount = 12'345})
                  .Line({.id = "l2", .amount = 12'345, .day = 101})
                  .Match(),
              (Told{"extra l1", "extra l2", "missing e1"}));
}

TEST(AmountAndDate, TheCounterpartyTellsWhatTheAmountDoesNot) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 500, .counterparty = "X"})
                  .Expect({.id = "e2", .amount = 500, .counterparty = "Y"})
                  .Line({.id = "l2", .amount = 500, .counterparty = "Y"})
                  .Line({.id = "l1", .amount = 500, .counterparty = "X"})
                  .Match(),
              (Told{"l1=e1", "l2=e2"}));
}

TEST(AmountAndDate, ADayTooFarIsNoMatch) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 12'345})
                  .Line({.id = "l1", .amount = 12'345, .day = 103})
                  .Match(),
              (Told{"extra l1", "missing e1"}));
}

TEST(AmountAndDate, ALineThatNamesAnotherReferenceIsSomethingElse) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 12'345, .end_to_end = "INV-100123"})
                  .Line({.id = "l1", .amount = 12'345, .end_to_end = "INV-100124"})
                  .Match(),
              (Told{"extra l1", "missing e1"}));
}

TEST(AmountAndDate, AReferenceThatLostALetterIsNotAnotherOne) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 12'345, .end_to_end = "INV-100123"})
                  .Line({.id = "l1", .amount = 12'345, .end_to_end = "INV-10023"})
                  .Match(),
              (Told{"l1=e1"}));
}

TEST(AmountAndDate, ADoubleIsNotGivenToAnotherExpectation) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 500, .end_to_end = "INV-1"})
                  .Expect({.id = "e2", .amount = 500})
                  .Line({.id = "l1", .amount = 500, .end_to_end = "INV-1"})
                  .Line({.id = "l2", .amount = 500, .end_to_end = "INV-1"})
                  .Match(),
              (Told{"duplicate l2 e1", "l1=e1", "missing e2"}));
}

TEST(AmountAndDate, RowsThatAreInterchangeableArePaired) {
    Books books;
    for (const auto* id : {"e1", "e2", "e3"}) books.Expect({.id = id, .amount = 999});
    for (const auto* id : {"l1", "l2", "l3"}) books.Line({.id = id, .amount = 999, .text = "shop"});
    EXPECT_EQ(books.Match(), (Told{"l1=e1", "l2=e2", "l3=e3"}));
}

TEST(AmountAndDate, WhichOfThemIsMissingIsNotGuessed) {
    Books books;
    for (const auto* id : {"e1", "e2", "e3"}) books.Expect({.id = id, .amount = 999});
    for (const auto* id : {"l1", "l2"}) books.Line({.id = id, .amount = 999});
    EXPECT_EQ(books.Match(),
              (Told{"missing e1", "missing e2", "missing e3", "extra l1", "extra l2"}));
}

TEST(AmountAndDate, RowsThatDifferAreNotInterchangeable) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 999, .counterparty = "X"})
                  .Expect({.id = "e2", .amount = 999, .counterparty = "Y"})
                  .Line({.id = "l1", .amount = 999})
                  .Line({.id = "l2", .amount = 999})
                  .Match(),
              (Told{"missing e1", "missing e2", "extra l1", "extra l2"}));
}

TEST(Classes, BookingsWithIdsOfTheirOwnAreNoDuplicates) {
    Books books;
    for (const auto* id : {"l1", "l2"})
        books.Line({.id = id, .amount = 350, .end_to_end = "RENT", .text = "coffee"});
    EXPECT_EQ(books.Match(), (Told{"extra l1", "extra l2"}));
    Books same;
    for (int i = 0; i < 2; ++i)
        same.Line({.id = "l1", .amount = 350, .end_to_end = "RENT", .text = "coffee"});
    EXPECT_EQ(same.Match(), (Told{"extra l1", "duplicate l1"}));
}

// A word that all rows carry is no reference; a batch of any size is.
TEST(Links, DoNotGrowWithTheSquareOfTheRows) {
    Books books;
    for (int i = 0; i < 1'500; ++i) {
        const auto number = std::to_string(i);
        books.Expect({.id = "e" + number, .amount = 1'000 + i, .other = "SHOP-1"});
        books.Line({.id = "l" + number, .amount = 1'000 + i, .day = 110, .other = "SHOP-1"});
    }
    const auto told = books.Match();
    EXPECT_EQ(told.count("extra l7"), 1U) << "not a wrong amount or date of some other row";
    Books batch;
    std::int64_t sum = 0;
    for (int i = 0; i < 3'000; ++i) {
        batch.Expect({.id = "e" + std::to_string(i), .amount = 100 + i, .other = "BATCH-1"});
        sum += 100 + i;
    }
    batch.Line({.id = "l", .amount = sum, .other = "BATCH-1"});
    EXPECT_EQ(batch.Match().size(), 1U);
}

TEST(Groups, AFeeIsAtMostAPartOfTheAmount) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 10'000, .other = "BATCH-9"})
                  .Expect({.id = "e2", .amount = 20'000, .other = "BATCH-9"})
                  .Line({.id = "l1", .amount = 29'500, .end_to_end = "BATCH-9"})
                  .Match(),
              (Told{"wrong_amount l1 e2", "missing e1"}))
        << "5.00 of 300.00 is no fee, though it is less than 25.00";
}

TEST(AmountAndDate, ACrowdOfEqualAmountsIsLeftAlone) {
    Books books;
    for (int i = 0; i < 300; ++i) books.Expect({.id = "e" + std::to_string(i), .amount = 999});
    books.Line({.id = "l1", .amount = 999});
    EXPECT_EQ(books.Match().count("extra l1"), 1U);
}

TEST(AmountAndDate, ToleratesWhatItsPassAllows) {
    constexpr auto kRules = R"({"id": "t", "version": "1", "passes": [
        {"id": "a", "pass": "amount_and_date", "days": 0, "drift_ppm": 1000, "fee": {"EUR": "0.05"}}]})";
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 10'000})
                  .Expect({.id = "e2", .amount = 50'000})
                  .Expect({.id = "e3", .amount = 90'000})
                  .Line({.id = "l1", .amount = 10'010})
                  .Line({.id = "l2", .amount = 49'950})
                  .Line({.id = "l3", .amount = 90'091})
                  .Match(kRules),
              (Told{"l1=e1", "l2=e2", "extra l3", "missing e3"}));
}

TEST(Groups, ABatchIsMatchedByTheReferenceOfItsParts) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 100, .end_to_end = "INV-1", .other = "BATCH-9"})
                  .Expect({.id = "e2", .amount = 250, .end_to_end = "INV-2", .other = "BATCH-9"})
                  .Expect({.id = "e3", .amount = 250, .end_to_end = "INV-3", .other = "BATCH-8"})
                  .Line({.id = "l1", .amount = 350, .end_to_end = "BATCH-9"})
                  .Match(),
              (Told{"l1=e1+e2", "missing e3"}));
}

TEST(Groups, InvoicesThatATextNamesArePaidTogether) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 100, .end_to_end = "INV-10001"})
                  .Expect({.id = "e2", .amount = 250, .end_to_end = "INV-10002"})
                  .Line({.id = "l1", .amount = 350, .text = "INV-10001, INV-10002"})
                  .Match(),
              (Told{"l1=e1+e2"}));
}

TEST(Groups, ADifferenceAsLargeAsARowIsNoFee) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 90'000, .other = "BATCH-9"})
                  .Expect({.id = "e2", .amount = 25'000, .other = "BATCH-9"})
                  .Expect({.id = "e3", .amount = 2'000, .other = "BATCH-9"})
                  .Line({.id = "l1", .amount = 115'000, .end_to_end = "BATCH-9"})
                  .Match(),
              (Told{"wrong_amount l1 e1", "missing e2", "missing e3"}))
        << "one of the batch was not paid, or its fee is 20: nobody can tell";
}

TEST(Groups, ASumThatDoesNotFitIsAWrongAmount) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 10'000, .end_to_end = "INV-10001"})
                  .Expect({.id = "e2", .amount = 25'000, .end_to_end = "INV-10002"})
                  .Line({.id = "l1", .amount = 60'000, .text = "INV-10001, INV-10002"})
                  .Match(),
              (Told{"wrong_amount l1 e2", "missing e1"}));
}

TEST(Groups, PartsOfOneExpectationAreMatchedByItsReference) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 350, .end_to_end = "INV-1"})
                  .Line({.id = "l1", .amount = 100, .end_to_end = "INV-1"})
                  .Line({.id = "l2", .amount = 250, .day = 102, .end_to_end = "INV-1"})
                  .Match(),
              (Told{"l1+l2=e1"}));
}

TEST(Groups, SeveralOfEachAreMatchedWithFeesAndDrift) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 600'000, .other = "SET-1"})
                  .Expect({.id = "e2", .amount = 400'000, .other = "SET-1"})
                  .Line({.id = "l1", .amount = 700'000, .other = "SET-1"})
                  .Line({.id = "l2", .amount = 298'000, .other = "SET-1"})
                  .Match(),
              (Told{"l1+l2=e1+e2"}));
}

TEST(Groups, OfACounterpartyAreFoundBySum) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 123'411, .end_to_end = "I-1", .counterparty = "X"})
                  .Expect({.id = "e2", .amount = 77'305, .end_to_end = "I-2", .counterparty = "X"})
                  .Expect({.id = "e3", .amount = 31'999, .end_to_end = "I-3", .counterparty = "X"})
                  .Line({.id = "l1", .amount = 155'410, .text = "payout", .counterparty = "X"})
                  .Match(),
              (Told{"l1=e1+e3", "missing e2"}));
}

TEST(Groups, TwoWaysToTheSameSumAreNotGuessedBetween) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 60'000, .counterparty = "X"})
                  .Expect({.id = "e2", .amount = 40'000, .counterparty = "X"})
                  .Expect({.id = "e3", .amount = 70'000, .counterparty = "X"})
                  .Expect({.id = "e4", .amount = 30'000, .counterparty = "X"})
                  .Line({.id = "l1", .amount = 100'000, .counterparty = "X"})
                  .Match()
                  .count("extra l1"),
              1U);
}

TEST(Groups, SeveralOfEachOfACounterpartyAreFoundAsParts) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 1'234'511, .counterparty = "X"})
                  .Expect({.id = "e2", .amount = 877'305, .counterparty = "X"})
                  .Expect({.id = "e3", .amount = 31'999, .counterparty = "X"})
                  .Line({.id = "l1", .amount = 1'500'000, .counterparty = "X"})
                  .Line({.id = "l2", .amount = 611'816, .counterparty = "X"})
                  .Match(),
              (Told{"l1+l2=e1+e2", "missing e3"}));
}

TEST(Groups, EqualAmountsWithOtherReferencesAreNoGroup) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 50'000, .end_to_end = "INV-1"})
                  .Expect({.id = "e2", .amount = 70'000, .end_to_end = "INV-2"})
                  .Line({.id = "l1", .amount = 50'000, .end_to_end = "INV-3"})
                  .Line({.id = "l2", .amount = 70'000, .end_to_end = "INV-4"})
                  .Match(),
              (Told{"extra l1", "extra l2", "missing e1", "missing e2"}));
}

TEST(Groups, WhatFitsByChanceIsNoMatch) {
    Books books;
    for (int i = 0; i < 20; ++i)
        books.Expect({.id = "e" + std::to_string(i), .amount = 1'000 + 37 * i});
    books.Line({.id = "l1", .amount = 1'000 + 1'037 + 1'074 + 1'111});
    EXPECT_EQ(books.Match().count("extra l1"), 1U);
}

}  // namespace
}  // namespace clearway::reconciliation::matching
