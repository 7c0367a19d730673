// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/expectation.h"

#include <gtest/gtest.h>

namespace clearway::reconciliation {
namespace {

Expectation Told(const char* payment, std::int32_t version, PaymentState state) {
    return {.payment_id = core::DerivePaymentId("acme", payment),
            .version = version,
            .state = state,
            .debtor = {},
            .creditor = {},
            .amount = core::Money(*core::Currency::Parse("EUR"), 100),
            .automatic_capture = false};
}

TEST(Fold, KeepsTheLatestFactAndTheAmountsOfEarlierOnes) {
    auto captured = Told("a", 2, PaymentState::kCaptureRequested);
    captured.captured_minor = 30;
    auto settled = Told("a", 3, PaymentState::kSettled);
    settled.settled_minor = 30;
    const std::vector<Expectation> told{Told("a", 1, PaymentState::kAuthorised), captured,
                                        Told("b", 1, PaymentState::kDeclined), settled};
    const auto folded = Fold(told);
    ASSERT_EQ(folded.size(), 2U);
    EXPECT_EQ(folded[0].state, PaymentState::kSettled);
    EXPECT_EQ(folded[0].version, 3);
    EXPECT_EQ(folded[0].captured_minor, 30);
    EXPECT_EQ(folded[0].settled_minor, 30);
    EXPECT_EQ(folded[1].state, PaymentState::kDeclined);
}

TEST(Fold, LetsAnEarlierFactThatComesLateChangeNoState) {
    auto captured = Told("a", 2, PaymentState::kCaptureRequested);
    captured.captured_minor = 30;
    const std::vector<Expectation> told{Told("a", 3, PaymentState::kSettled), captured};
    const auto folded = Fold(told);
    ASSERT_EQ(folded.size(), 1U);
    EXPECT_EQ(folded[0].state, PaymentState::kSettled);
    EXPECT_EQ(folded[0].captured_minor, 30);
}

}  // namespace
}  // namespace clearway::reconciliation
