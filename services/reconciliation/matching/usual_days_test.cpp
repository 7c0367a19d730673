// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/usual_days.h"

#include <gtest/gtest.h>

#include <array>

#include "services/reconciliation/matching/matching_fixture.h"

namespace clearway::reconciliation::matching {
namespace {

constexpr Day kMonday = 20'514;  // 2026-03-02

// Pairs of an account, a day after the other from a Monday on, each so many days apart.
void AddPairs(Books& books, const std::string& account, const std::vector<int>& apart,
              bool weekends = true) {
    Day day = kMonday;
    for (std::size_t i = 0; i < apart.size(); ++i, ++day) {
        while (!weekends && (day + 3) % 7 > 4) ++day;
        const auto id = account + std::to_string(i);
        const auto reference = "INV-" + account + std::to_string(1'000'000 + i);
        books.Expect({.id = "e" + id,
                      .amount = 100,
                      .day = day,
                      .end_to_end = reference,
                      .account = account});
        books.Line({.id = "l" + id,
                    .amount = 100,
                    .day = day + apart[i],
                    .end_to_end = reference,
                    .account = account});
    }
}

std::set<std::string> WrongDates(const std::set<std::string>& told) {
    std::set<std::string> wrong;
    for (const auto& one : told)
        if (one.starts_with("wrong_date")) wrong.insert(one);
    return wrong;
}

TEST(UsualDays, AnotherNumberThanNearlyAllIsAWrongDate) {
    std::vector<int> apart(200, 0);
    apart[7] = 1;
    apart[20] = -2;
    Books books;
    AddPairs(books, "A", apart);
    EXPECT_EQ(WrongDates(books.Match()), (Told{"wrong_date lA7 eA7", "wrong_date lA20 eA20"}));
}

TEST(UsualDays, ACycleOfSettlementIsUsualAndBeingOnTimeThenIsNot) {
    std::vector<int> apart(200, 1);
    apart[7] = 0;
    Books books;
    AddPairs(books, "A", apart);
    EXPECT_EQ(WrongDates(books.Match()), (Told{"wrong_date lA7 eA7"}));
}

TEST(UsualDays, WhatComesOftenIsUsual) {
    std::vector<int> apart(200, 0);
    for (std::size_t i = 0; i < apart.size(); i += 10) apart[i] = 1;  // past the cut-off
    Books books;
    AddPairs(books, "A", apart);
    EXPECT_EQ(WrongDates(books.Match()), Told{});
}

TEST(UsualDays, ManyRareDaysTogetherAreUsual) {
    std::vector<int> apart(200, 0);
    for (std::size_t i = 0; i < 8; ++i) apart[20 * i] = std::array{1, 2, 3, -1}[i % 4];
    Books books;
    AddPairs(books, "A", apart);
    EXPECT_EQ(WrongDates(books.Match()), Told{});
}

TEST(UsualDays, ScatteredDaysSayNothing) {
    std::vector<int> apart;
    for (int i = 0; i < 40; ++i) apart.push_back(i % 3);
    apart.push_back(3);
    Books books;
    AddPairs(books, "A", apart);
    EXPECT_EQ(WrongDates(books.Match()), Told{});
}

TEST(UsualDays, AWeekendIsNoDelayWhereNothingIsBookedOnIt) {
    // The next working day: three days behind a Friday.
    std::vector<int> apart;
    for (int i = 0; i < 200; ++i) apart.push_back(i % 5 == 4 ? 3 : 1);
    apart[9] = 0;   // a Friday, on the day
    apart[11] = 2;  // a Tuesday
    Books books;
    AddPairs(books, "A", apart, false);
    EXPECT_EQ(WrongDates(books.Match()), (Told{"wrong_date lA9 eA9", "wrong_date lA11 eA11"}));
}

TEST(UsualDays, WhatIsExpectedOnAWeekendMayComeOnMonday) {
    std::vector<int> apart;
    for (int i = 0; i < 210; ++i) apart.push_back(i % 7 < 5 ? 0 : 7 - i % 7);
    apart[4] = 3;  // a Friday
    Books books;
    AddPairs(books, "A", apart);
    EXPECT_EQ(WrongDates(books.Match()), (Told{"wrong_date lA4 eA4"}));
}

// Good Friday and Easter Monday of 2026 are 3 and 6 April.
TEST(UsualDays, AHolidayOfTargetIsNoDelayOfEuros) {
    for (const std::string currency : {"EUR", "USD"}) {
        Books books;
        const auto add = [&](const std::string& id, Day expected, Day booked) {
            books.Expect({.id = "e" + id,
                          .amount = 100,
                          .day = expected,
                          .end_to_end = "INV-" + id,
                          .currency = currency});
            books.Line({.id = "l" + id,
                        .amount = 100,
                        .day = booked,
                        .end_to_end = "INV-" + id,
                        .currency = currency});
        };
        constexpr Day kThursday = 20'545;  // 2 April
        for (int i = 0; i < 200; ++i) {
            const auto day = kMonday + i / 5 * 7 - 252 + i % 5;
            add(std::to_string(1'000 + i), day, day + (i % 5 == 4 ? 3 : 1));
        }
        add("5000", kThursday, kThursday + 5);
        add("5001", kThursday, kThursday + 1);  // the bank works
        const auto expected = currency == "EUR" ? Told{} : Told{"wrong_date l5000 e5000"};
        EXPECT_EQ(WrongDates(books.Match()), expected) << currency;
    }
}

TEST(UsualDays, FewPairsOfAnAccountAreMeasuredByAll) {
    Books books;
    AddPairs(books, "A", std::vector<int>(200, 0));
    AddPairs(books, "B", {0, 2});
    EXPECT_EQ(WrongDates(books.Match()), (Told{"wrong_date lB1 eB1"}));
    std::vector<int> apart(99, 0);
    apart[7] = 1;  // past the cut-off
    Books few;
    AddPairs(few, "A", apart);
    EXPECT_EQ(WrongDates(few.Match()), Told{}) << "nobody can tell what is usual";
    apart.push_back(0);
    Books enough;
    AddPairs(enough, "A", apart);
    EXPECT_EQ(WrongDates(enough.Match()), (Told{"wrong_date lA7 eA7"}))
        << "one in a hundred is rare";
}

}  // namespace
}  // namespace clearway::reconciliation::matching
