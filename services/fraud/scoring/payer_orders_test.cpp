// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/scoring/payer_orders.h"

#include <gtest/gtest.h>

#include <chrono>

namespace clearway::fraud {
namespace {

using namespace std::chrono_literals;

const auto kStart = *core::ParseRfc3339("2026-03-01T12:00:00Z");

Attempt Payment(int id, core::Timestamp at, const std::string& file = "") {
    Attempt attempt{.payment_id = core::PaymentId(EntityKeyOf("payment " + std::to_string(id))),
                    .payer = EntityKeyOf("payer"),
                    .payee = EntityKeyOf("payee"),
                    .device = {},
                    .amount = core::Money(*core::Currency::Parse("EUR"), 100),
                    .created_at = at};
    if (!file.empty()) attempt.payment_file = EntityKeyOf(file);
    return attempt;
}

TEST(PayerOrders, APaymentIsAnOrderAndAllOfAFileAreOne) {
    PayerOrders orders;
    EXPECT_EQ(orders.Count(Payment(1, kStart)), 1);
    EXPECT_EQ(orders.Count(Payment(2, kStart)), 2);
    for (int i = 10; i < 500; ++i) EXPECT_EQ(orders.Count(Payment(i, kStart, "payroll")), 3);
    EXPECT_EQ(orders.Count(Payment(3, kStart)), 4);
    EXPECT_EQ(orders.Count(Payment(3, kStart)), 4);
}

TEST(PayerOrders, FilesAreCountedSoThatABurstOfThemIsSeen) {
    PayerOrders orders;
    for (int i = 1; i <= 30; ++i)
        EXPECT_EQ(orders.Count(Payment(i, kStart, "file " + std::to_string(i))), i);
}

TEST(PayerOrders, AnOrderCountsForAMinuteAfterItsLastPayment) {
    PayerOrders orders;
    orders.Count(Payment(1, kStart));
    orders.Count(Payment(2, kStart, "payroll"));
    orders.Count(Payment(3, kStart + 50s, "payroll"));
    EXPECT_EQ(orders.Count(Payment(4, kStart + 60s)), 2);
    EXPECT_EQ(orders.Count(Payment(5, kStart + 110s)), 2);
    EXPECT_EQ(orders.Count(Payment(6, kStart + 10min)), 1);
}

TEST(PayerOrders, PayersAreCountedApartAndMoreThanARuleNeedsAreNotTold) {
    PayerOrders orders;
    for (int i = 1; i <= 100; ++i)
        EXPECT_EQ(orders.Count(Payment(i, kStart + std::chrono::milliseconds(i))),
                  std::min(i, static_cast<int>(PayerOrders::kCountedMax)));
    auto other = Payment(101, kStart);
    other.payer = EntityKeyOf("another");
    EXPECT_EQ(orders.Count(other), 1);
}

}  // namespace
}  // namespace clearway::fraud
