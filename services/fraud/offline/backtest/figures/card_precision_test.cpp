// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/figures/card_precision.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace clearway::fraud {
namespace {

std::vector<EntityKey> Customers(std::size_t count) {
    std::vector<EntityKey> customers;
    for (std::size_t i = 0; i < count; ++i)
        customers.push_back(EntityKeyOf("customer " + std::to_string(i)));
    return customers;
}

// Day by day, customer by customer, looking at all payments each time.
double Brute(const std::vector<CustomerPayment>& payments, std::size_t cards) {
    std::set<std::uint32_t> days;
    std::set<EntityKey> customers;
    for (const auto& payment : payments) {
        days.insert(payment.day);
        customers.insert(payment.customer);
    }
    std::set<EntityKey> found;
    double sum = 0;
    for (const auto day : days) {
        struct Card {
            double score;
            EntityKey customer;
            bool fraud;
        };
        std::vector<Card> cards_of_day;
        for (const auto& customer : customers) {  // rising, so that a stable sort keeps it
            if (found.contains(customer)) continue;
            double highest = -1;
            bool fraud = false;
            for (const auto& payment : payments) {
                if (payment.day != day || payment.customer != customer) continue;
                highest = std::max(highest, payment.score);
                fraud = fraud || payment.fraud;
            }
            if (highest >= 0) cards_of_day.push_back({highest, customer, fraud});
        }
        std::ranges::stable_sort(cards_of_day, std::ranges::greater(), &Card::score);
        for (std::size_t i = 0; i < std::min(cards, cards_of_day.size()); ++i) {
            if (!cards_of_day[i].fraud) continue;
            found.insert(cards_of_day[i].customer);
            sum += 1.0 / static_cast<double>(cards);
        }
    }
    return sum / static_cast<double>(days.size());
}

TEST(CardPrecision, IsWhatTheDefinitionSaysAlsoWhereScoresAreEqual) {
    std::mt19937 random(11);
    const auto customers = Customers(30);
    for (int round = 0; round < 200; ++round) {
        const auto levels = 1 + random() % (round % 2 == 0 ? 4 : 1'000);
        std::vector<CustomerPayment> payments(1 + random() % 300);
        for (auto& payment : payments)
            payment = {.day = static_cast<std::uint32_t>(20'000 + random() % 5),
                       .customer = customers[random() % customers.size()],
                       .score = static_cast<double>(random() % levels),
                       .fraud = random() % 5 == 0};
        const auto expected = Brute(payments, 7);
        EXPECT_NEAR(CardPrecision(payments, 7).value(), expected, 1e-12);
        std::ranges::shuffle(payments, random);
        EXPECT_NEAR(CardPrecision(payments, 7).value(), expected, 1e-12) << "in another order";
    }
}

TEST(CardPrecision, WhoIsFoundIsNotFoundAgain) {
    const auto customers = Customers(2);
    const std::vector<CustomerPayment> payments{
        {1, customers[0], 0.9, true}, {2, customers[0], 0.9, true}, {2, customers[1], 0.1, true}};
    EXPECT_EQ(CardPrecision(payments, 1), 1);
}

TEST(CardPrecision, AFraudCountsForItsDayOnly) {
    const auto customer = Customers(1).front();
    const std::vector<CustomerPayment> payments{{1, customer, 0.9, false},
                                                {2, customer, 0.1, true}};
    EXPECT_EQ(CardPrecision(payments, 1), 0.5);
}

TEST(CardPrecision, OfNothingIsAbsent) { EXPECT_FALSE(CardPrecision({})); }

}  // namespace
}  // namespace clearway::fraud
