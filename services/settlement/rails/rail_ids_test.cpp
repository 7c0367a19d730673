// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/rail_ids.h"

#include <gtest/gtest.h>

namespace clearway::settlement::rails {
namespace {

TEST(RailIds, AreTheSameForTheSamePaymentAndOfTheirForm) {
    const auto payment = core::DerivePaymentId("acme", "one");
    const auto uetr = DeriveUetr(payment).ToString();
    EXPECT_EQ(uetr[14], '4');
    EXPECT_NE(std::string("89ab").find(uetr[19]), std::string::npos);
    EXPECT_NE(uetr, DeriveUetr(core::DerivePaymentId("acme", "two")).ToString());
    const auto id = DeriveMessageId(payment, MessageKind::kTransfer);
    EXPECT_LE(id.size(), 35U);
    EXPECT_EQ(id, DeriveMessageId(payment, MessageKind::kTransfer));
    EXPECT_NE(id, DeriveMessageId(payment, MessageKind::kRecall));
    EXPECT_NE(DeriveMessageId(payment, MessageKind::kEnquiry, 1),
              DeriveMessageId(payment, MessageKind::kEnquiry, 2));
    EXPECT_EQ(DeriveTransactionId(payment).size(), 32U);
}

TEST(RailIds, LeadBackToThePayment) {
    const auto payment = core::DerivePaymentId("acme", "one");
    EXPECT_EQ(PaymentOfUetr(DeriveUetr(payment).ToString()), payment);
    EXPECT_EQ(PaymentOfTransactionId(DeriveTransactionId(payment)), payment);
    EXPECT_EQ(PaymentOfMessageId(DeriveMessageId(payment, MessageKind::kTransfer)), payment);
    EXPECT_EQ(PaymentOfMessageId(DeriveMessageId(payment, MessageKind::kRecall)), payment);
    EXPECT_FALSE(PaymentOfMessageId(DeriveMessageId(payment, MessageKind::kEnquiry)));
    for (const auto* other : {"", "T", "NOTPROVIDED", "Tzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"}) {
        EXPECT_FALSE(PaymentOfMessageId(other));
        EXPECT_FALSE(PaymentOfTransactionId(other));
        EXPECT_FALSE(PaymentOfUetr(other));
    }
}

}  // namespace
}  // namespace clearway::settlement::rails
