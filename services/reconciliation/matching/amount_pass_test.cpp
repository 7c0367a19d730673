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
                  .Line({.id = "l1", .amount = 12'345, .day = 104})
                  .Match(),
              (Told{"extra l1", "missing e1"}));
}

TEST(AmountAndDate, AWeekendIsOneDay) {
    constexpr Day kFriday = 106;
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 12'345, .day = kFriday})
                  .Line({.id = "l1", .amount = 12'345, .day = kFriday + 3})
                  .Expect({.id = "e2", .amount = 54'321, .day = kFriday})
                  .Line({.id = "l2", .amount = 54'321, .day = kFriday + 4})
                  .Match(),
              (Told{"l1=e1", "extra l2", "missing e2"}));
}

TEST(AmountAndDate, WhatNamesLessIsNotInTheWayOfWhatNamesTheAccount) {
    EXPECT_EQ(
        Books()
            .Expect({.id = "e1", .amount = 500, .counterparty = "X", .name = "ACME LOGISTICS"})
            .Expect({.id = "e2", .amount = 500, .name = "ZANETTI FOODS SA"})
            .Line({.id = "l1", .amount = 500, .counterparty = "X"})
            .Line({.id = "l2", .amount = 500, .name = "ZANETTI FOODS"})
            .Line({.id = "l3", .amount = 500})
            .Match(),
        (Told{"l1=e1", "l2=e2", "extra l3"}));
}

TEST(AmountAndDate, NamesWithNothingInCommonAreOtherCounterparties) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 500, .name = "ACME LOGISTICS GMBH"})
                  .Line({.id = "l1", .amount = 500, .name = "ZANETTI FOODS GMBH"})
                  .Expect({.id = "e2", .amount = 700, .name = "MAX MUSTERMANN"})
                  .Line({.id = "l2", .amount = 700, .name = "MUSTERM"})
                  .Match(),
              (Told{"extra l1", "missing e1", "l2=e2"}));
}

TEST(AmountAndDate, ATextThatNamesAnotherNumberOfTheSeriesIsSomethingElse) {
    const Said expected{
        .id = "e1", .amount = 500, .end_to_end = "INV-2026-1001", .counterparty = "X"};
    EXPECT_EQ(
        Books()
            .Expect(expected)
            .Line(
                {.id = "l1", .amount = 500, .text = "Rechnung INV-2026-0987", .counterparty = "X"})
            .Match(),
        (Told{"extra l1", "missing e1"}));
    EXPECT_EQ(
        Books()
            .Expect(expected)
            .Line(
                {.id = "l1", .amount = 500, .text = "Rechnung vom 01.02.2026", .counterparty = "X"})
            .Match(),
        (Told{"l1=e1"}));
}

TEST(AmountAndDate, WhatIsToldOnceMoreIsADuplicate) {
    const auto line = [](const std::string& id) {
        return Said{.id = id, .amount = 500, .text = "Miete", .counterparty = "X"};
    };
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 500, .counterparty = "X"})
                  .Line(line("l1"))
                  .Line(line("l2"))
                  .Line(line("l3"))
                  .Match(),
              (Told{"l1=e1", "duplicate l2", "duplicate l3"}));
}

TEST(AmountAndDate, WhatIsToldOnceMoreBeforeOrBehindAWeekendIsADuplicateToo) {
    constexpr Day kFriday = 106;
    const auto rent = [](const std::string& id, Day day) {
        return Said{.id = id, .amount = 500, .day = day, .text = "Miete", .counterparty = "X"};
    };
    EXPECT_EQ(Books()
                  .Expect(rent("e1", kFriday))
                  .Line(rent("l1", kFriday - 1))
                  .Line(rent("l2", kFriday))
                  .Line(rent("l3", kFriday + 3))
                  .Match(),
              (Told{"duplicate l1", "l2=e1", "duplicate l3"}));
}

TEST(AmountAndDate, TwoBookingsThatNameNothingAreNoDuplicates) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 500})
                  .Line({.id = "l1", .amount = 500})
                  .Line({.id = "l2", .amount = 500})
                  .Match(),
              (Told{"l1=e1", "extra l2"}));
}

TEST(AmountAndDate, WhatIsToldOnAnotherDayAgainIsADuplicate) {
    const auto rent = [](const std::string& id, Day day) {
        return Said{.id = id, .amount = 500, .day = day, .text = "Miete", .counterparty = "X"};
    };
    EXPECT_EQ(Books().Expect(rent("e1", 102)).Line(rent("l1", 102)).Line(rent("l2", 103)).Match(),
              (Told{"l1=e1", "duplicate l2"}));
    EXPECT_EQ(Books()
                  .Expect(rent("e1", 102))
                  .Expect(rent("e2", 103))
                  .Line(rent("l1", 103))
                  .Line(rent("l2", 104))
                  .Match(),
              (Told{"missing e1", "missing e2", "extra l1", "extra l2"}))
        << "which is whose is not guessed";
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

}  // namespace
}  // namespace clearway::reconciliation::matching
