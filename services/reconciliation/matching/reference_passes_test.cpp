// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "services/reconciliation/matching/matching_fixture.h"

namespace clearway::reconciliation::matching {
namespace {

TEST(ReferencePasses, MatchTheSameReferenceAndAmount) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 100, .end_to_end = "INV-1"})
                  .Expect({.id = "e2", .amount = 100, .end_to_end = "INV-2"})
                  .Line({.id = "l2", .amount = 100, .end_to_end = "INV-2"})
                  .Line({.id = "l1", .amount = 100, .end_to_end = "INV-1"})
                  .Match(),
              (Told{"l1=e1", "l2=e2"}));
}

TEST(ReferencePasses, FindTheIdOfAnExpectationAsTheReferenceOfALine) {
    EXPECT_EQ(Books()
                  .Expect({.id = "PAY-1", .amount = 100})
                  .Line({.id = "l1", .amount = 100, .end_to_end = "PAY-1"})
                  .Match(),
              (Told{"l1=PAY-1"}));
}

TEST(ReferencePasses, NeverCompareTheIdsThatEachSideGaveItsOwnRows) {
    EXPECT_EQ(Books()
                  .Expect({.id = "1", .amount = 100, .end_to_end = "INV-1"})
                  .Line({.id = "1", .amount = 100, .end_to_end = "INV-9"})
                  .Match(),
              (Told{"missing 1", "extra 1"}));
}

TEST(ReferencePasses, AReferenceCountsMoreThanAnIdThatLooksLikeIt) {
    EXPECT_EQ(Books()
                  .Expect({.id = "100002", .amount = 900, .end_to_end = "100001"})
                  .Expect({.id = "100001", .amount = 100, .end_to_end = "100003"})
                  .Line({.id = "l1", .amount = 901, .end_to_end = "100001"})
                  .Match(),
              (Told{"wrong_amount l1 100002", "missing 100001"}));
}

TEST(ReferencePasses, AnotherAmountUnderTheSameReferenceIsNoMatch) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 100, .end_to_end = "INV-1"})
                  .Line({.id = "l1", .amount = 101, .end_to_end = "INV-1"})
                  .Match(),
              (Told{"wrong_amount l1 e1"}));
}

TEST(ReferencePasses, ADifferenceThatTheExpectationAllowsIsAMatch) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 100, .end_to_end = "INV-1", .fee = 5})
                  .Expect({.id = "e2", .amount = 100, .end_to_end = "INV-2", .fee = 5})
                  .Expect({.id = "e3", .amount = 100, .end_to_end = "INV-3", .tolerance = 2})
                  .Line({.id = "l1", .amount = 95, .end_to_end = "INV-1"})
                  .Line({.id = "l2", .amount = 105, .end_to_end = "INV-2"})
                  .Line({.id = "l3", .amount = 102, .end_to_end = "INV-3"})
                  .Match(),
              (Told{"l1=e1", "l3=e3", "wrong_amount l2 e2"}))
        << "a fee is taken off, never added";
}

TEST(ReferencePasses, AreFollowedByTheClassOfADateThatIsTooFar) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 100, .day = 100, .end_to_end = "INV-1"})
                  .Expect({.id = "e2", .amount = 100, .day = 100, .end_to_end = "INV-2"})
                  .Line({.id = "l1", .amount = 100, .day = 103, .end_to_end = "INV-1"})
                  .Line({.id = "l2", .amount = 100, .day = 105, .end_to_end = "INV-2"})
                  .Match(),
              (Told{"l1=e1", "wrong_date l2 e2"}));
}

TEST(ReferencePasses, TheSameReferenceTwiceIsADuplicate) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 100, .end_to_end = "INV-1"})
                  .Line({.id = "l1", .amount = 100, .end_to_end = "INV-1"})
                  .Line({.id = "l2", .amount = 100, .day = 101, .end_to_end = "INV-1"})
                  .Match(),
              (Told{"l1=e1", "duplicate l2 e1"}));
}

TEST(ReferencePasses, TheSameReferenceInAnotherCurrencyIsWrong) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 100, .end_to_end = "INV-1"})
                  .Line({.id = "l1", .amount = 100, .end_to_end = "INV-1", .currency = "USD"})
                  .Match(),
              (Told{"wrong_currency l1 e1"}));
}

TEST(ReferencePasses, OneLineForTwoEqualExpectationsOfOneReferenceIsNotGuessed) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 100, .end_to_end = "RENT-1"})
                  .Expect({.id = "e2", .amount = 100, .end_to_end = "RENT-1"})
                  .Line({.id = "l1", .amount = 100, .end_to_end = "RENT-1"})
                  .Match(),
              (Told{"extra l1", "missing e1", "missing e2"}));
}

TEST(ReferencePasses, AReferenceThatComesBackGoesByTheNearestDate) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 100, .day = 100, .end_to_end = "RENT-1"})
                  .Expect({.id = "e2", .amount = 100, .day = 102, .end_to_end = "RENT-1"})
                  .Line({.id = "l2", .amount = 100, .day = 102, .end_to_end = "RENT-1"})
                  .Line({.id = "l1", .amount = 100, .day = 100, .end_to_end = "RENT-1"})
                  .Match(),
              (Told{"l1=e1", "l2=e2"}));
}

TEST(ReferencePasses, OfOneThatComesEachDayTheMissingDayIsMissing) {
    Books books;
    for (const Day day : {102, 103, 104, 105, 106}) {
        const auto number = std::to_string(day);
        books.Expect({.id = "e" + number, .amount = 100, .day = day, .other = "CARDS-77"});
        if (day != 104)
            books.Line({.id = "l" + number, .amount = 100, .day = day, .other = "CARDS-77"});
    }
    EXPECT_EQ(books.Match(),
              (Told{"l102=e102", "l103=e103", "missing e104", "l105=e105", "l106=e106"}));
}

TEST(ReferencePasses, AreFollowedByTheClassOfAReferenceThatWasCut) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 100, .end_to_end = "PAYMENT-2026-03-4711"})
                  .Expect({.id = "e2", .amount = 200, .end_to_end = "PAYMENT-2026-04-4712"})
                  .Line({.id = "l1", .amount = 101, .end_to_end = "PAYMENT-2026-03-"})
                  .Line({.id = "l2", .amount = 200, .end_to_end = "PAYMENT-2026-04-"})
                  .Line({.id = "l3", .amount = 200, .day = 102, .end_to_end = "PAYMENT-2026-04-"})
                  .Match(),
              (Told{"wrong_amount l1 e1", "l2=e2", "duplicate l3 e2"}));
}

TEST(ReferencePasses, ACutReferenceDoesNotTieOtherPayments) {
    EXPECT_EQ(
        Books()
            .Expect(
                {.id = "e1", .amount = 300'17, .end_to_end = "PAYMENT-2026-03-4711", .uetr = "u2"})
            .Line({.id = "l1", .amount = 100'03, .end_to_end = "PAYMENT-2026-03-", .uetr = "u1"})
            .Line({.id = "l3", .amount = 200'14, .end_to_end = "PAYMENT-2026-03-", .uetr = "u3"})
            .Match(),
        (Told{"missing e1", "extra l1", "extra l3"}));
}

TEST(ReferencePasses, DoNotDependOnWhatCameFirst) {
    const Said first{.id = "e1", .amount = 1'000, .end_to_end = "INV-A1"};
    const Said second{.id = "e2", .amount = 1'000, .end_to_end = "INV-B1"};
    const auto told = [](const Said& one, const Said& other) {
        return Books()
            .Expect(one)
            .Expect(other)
            .Line({.id = "l1", .amount = 1'000, .end_to_end = "INV-A1", .other = "INV-B1"})
            .Line({.id = "l2", .amount = 7'700, .other = "INV-B1"})
            .Match();
    };
    EXPECT_EQ(told(first, second), told(second, first));
}

TEST(ReferencePasses, AnotherUetrIsAnotherPayment) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 100, .end_to_end = "INV-1", .uetr = "u-1"})
                  .Line({.id = "l1", .amount = 100, .end_to_end = "INV-1", .uetr = "u-2"})
                  .Match(),
              (Told{"missing e1", "extra l1"}));
}

TEST(ReferencePasses, WordsThatStandForNoReferenceAreNone) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 100, .end_to_end = "NOTPROVIDED"})
                  .Line({.id = "l1", .amount = 200, .end_to_end = "NotProvided"})
                  .Match(),
              (Told{"missing e1", "extra l1"}));
}

struct Mangled {
    std::string expected;
    std::string end_to_end;
    std::string text;
};

class NormalisedReference : public ::testing::TestWithParam<Mangled> {};

TEST_P(NormalisedReference, IsTheSameOne) {
    const auto& [expected, end_to_end, text] = GetParam();
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 100, .end_to_end = expected})
                  .Expect({.id = "e2", .amount = 100, .end_to_end = "INV-777777"})
                  .Line({.id = "l1", .amount = 100, .end_to_end = end_to_end, .text = text})
                  .Match(),
              (Told{"l1=e1", "missing e2"}));
}

INSTANTIATE_TEST_SUITE_P(
    Forms, NormalisedReference,
    ::testing::Values(Mangled{"INV-123456", "inv 123456", ""},
                      Mangled{"INV-123456", "REF: INV/123456", ""},
                      Mangled{"INV-123456", "INV-000123456", ""},
                      Mangled{"123456", "0000123456", ""}, Mangled{"123456", "Ref123456", ""},
                      Mangled{"539007547034", "RF18 5390 0754 7034", ""},
                      Mangled{"RF18539007547034", "5390 0754 7034", ""},
                      Mangled{"INV-123456", "", "Your invoice INV-123456, with thanks"},
                      Mangled{"INV-123456", "", "inv 123 456 paid"},
                      Mangled{"INV-123456", "NOTPROVIDED", "RE:INV123456"},
                      Mangled{"INVOICE-2026-0000123456", "INVOICE-2026-000", ""}));

TEST(NormalisedReference, TwoReferencesOfOneFormAreNotGuessedBetween) {
    EXPECT_EQ(Books()
                  .Expect({.id = "e1", .amount = 100, .end_to_end = "INV-1-23"})
                  .Expect({.id = "e2", .amount = 100, .end_to_end = "INV-12-3"})
                  .Line({.id = "l1", .amount = 100, .end_to_end = "inv123"})
                  .Match(),
              (Told{"extra l1", "missing e1", "missing e2"}));
}

}  // namespace
}  // namespace clearway::reconciliation::matching
