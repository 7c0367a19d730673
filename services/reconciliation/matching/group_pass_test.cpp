// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "services/reconciliation/matching/matching_fixture.h"

namespace clearway::reconciliation::matching {
namespace {

TEST(Groups, AFeeIsAtMostAPartOfTheAmount) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 10'000, .other = "BATCH-9"})
                  .Expect({.id = "e2", .amount = 20'000, .other = "BATCH-9"})
                  .Line({.id = "l1", .amount = 29'500, .end_to_end = "BATCH-9"})
                  .Match(),
              (Told{"wrong_amount l1 e2", "missing e1"}))
        << "5.00 of 300.00 is no fee, though it is less than 25.00";
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

TEST(Groups, WhatCameInIsNotSetAgainstWhatWentOut) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 151'307, .counterparty = "X"})
                  .Expect({.id = "e2", .amount = -1'204, .counterparty = "X"})
                  .Line({.id = "l1", .amount = 150'103, .counterparty = "X"})
                  .Match(),
              (Told{"extra l1", "missing e1", "missing e2"}));
}

TEST(Groups, RoundAmountsComeToASumByChance) {
    const auto book = [](std::int64_t each) {
        return Books()
            .Expect({.id = "e1", .amount = each, .end_to_end = "A-1", .counterparty = "X"})
            .Expect({.id = "e2", .amount = 2 * each + 1, .end_to_end = "A-2", .counterparty = "X"})
            .Line({.id = "l1", .amount = 3 * each + 1, .counterparty = "X"})
            .Match();
    };
    EXPECT_EQ(book(25'041), (Told{"l1=e1+e2"}));
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 25'000, .counterparty = "X"})
                  .Expect({.id = "e2", .amount = 50'000, .counterparty = "X"})
                  .Line({.id = "l1", .amount = 75'000, .counterparty = "X"})
                  .Match(),
              (Told{"extra l1", "missing e1", "missing e2"}));
}

TEST(Groups, ALineThatNamesItsOwnPaymentIsNoPartOfABatch) {
    const auto sent = [](const std::string& number) {
        return Said{.id = "e" + number,
                    .amount = 500'000,
                    .end_to_end = "SAL-" + number,
                    .other = "FILE-9"};
    };
    const auto came = [](const std::string& number, std::int64_t amount) {
        return Said{
            .id = "l" + number, .amount = amount, .end_to_end = "SAL-" + number, .other = "FILE-9"};
    };
    EXPECT_EQ(Books()
                  .Expect(sent("7001"))
                  .Expect(sent("7002"))
                  .Expect(sent("7003"))
                  .Line(came("7001", 499'000))
                  .Line(came("7002", 499'000))
                  .Line(came("7003", 500'000))
                  .Match(),
              (Told{"wrong_amount l7001 e7001", "wrong_amount l7002 e7002", "l7003=e7003"}));
    EXPECT_EQ(
        Books().Expect(sent("7001")).Expect(sent("7002")).Line(came("7001", 1'000'000)).Match(),
        (Told{"wrong_amount l7001 e7001", "missing e7002"}));
}

TEST(Groups, ABatchIsWholeThoughAnotherPaymentHasTheNumberOfOneOfItsRows) {
    EXPECT_EQ(
        Books()
            .Expect({.id = "e1", .amount = -167'358, .end_to_end = "INV-77", .other = "BATCH-1"})
            .Expect({.id = "e2", .amount = -67'119, .end_to_end = "INV-78", .other = "BATCH-1"})
            .Expect({.id = "e3", .amount = 500'000, .end_to_end = "INV-77", .tolerance = 2'500})
            .Line({.id = "l1", .amount = -234'477, .other = "BATCH-1"})
            .Line({.id = "l3", .amount = 500'426, .end_to_end = "INV-77"})
            .Match(),
        (Told{"l1=e1+e2", "l3=e3"}));
}

TEST(Groups, WhatOneCustomerPaidTooMuchDoesNotMakeGoodForAnother) {
    EXPECT_EQ(
        Books()
            .Expect({.id = "e1", .amount = 100'000, .end_to_end = "2026-0001", .counterparty = "X"})
            .Expect({.id = "e2", .amount = 200'000, .end_to_end = "2026-0001", .counterparty = "Y"})
            .Line({.id = "l1", .amount = 150'000, .end_to_end = "2026-0001", .counterparty = "X"})
            .Line({.id = "l2", .amount = 150'000, .end_to_end = "2026-0001", .counterparty = "Y"})
            .Match(),
        (Told{"wrong_amount l1 e1", "wrong_amount l2 e2"}));
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

TEST(Groups, OtherUetrsAreOtherPayments) {
    const auto told = [](const std::string& uetr) {
        return Books()
            .Expect({.id = "e1", .amount = 200'716, .uetr = "u2", .counterparty = "X"})
            .Line({.id = "l1", .amount = 123'411, .uetr = uetr, .counterparty = "X"})
            .Line({.id = "l2", .amount = 77'305, .counterparty = "X"})
            .Match();
    };
    EXPECT_EQ(told(""), (Told{"l1+l2=e1"}));
    EXPECT_EQ(told("u1"), (Told{"extra l1", "extra l2", "missing e1"}));
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
