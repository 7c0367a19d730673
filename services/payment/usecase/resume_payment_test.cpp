// SPDX-License-Identifier: Apache-2.0
#include "services/payment/usecase/resume_payment.h"

#include "services/payment/usecase/usecase_test_support.h"

namespace clearway::payment {
namespace {

using ResumePaymentTest = UseCaseTest;

TEST_F(ResumePaymentTest, AClearedReviewHoldsTheFundsAndGoesOnAConfirmedOneEnds) {
    peers_.screening = ScreeningAnswer{.outcome = ScreeningOutcome::kHit,
                                       .list_version = "l1",
                                       .case_id = "c"};
    ASSERT_EQ(Run(Order("a"))->payment.status, Status::kInReview);
    ASSERT_EQ(Run(Order("b"))->payment.status, Status::kInReview);
    ResumePayment resume(store_, peers_, clock_, {});
    CallContext call;
    const auto end = [&](Task<Result<std::optional<Command>>> task) {
        auto command = async::BlockOn(runtime_.GetExecutor(), std::move(task));
        return async::BlockOn(runtime_.GetExecutor(), store_.Apply(std::move(**command)));
    };
    EXPECT_EQ(end(resume.Cleared(call, Order("a").payment_id))->payment.status, Status::kAuthorised);
    EXPECT_EQ(peers_.held, 1);
    const auto confirmed = end(resume.Confirmed(call, Order("b").payment_id));
    EXPECT_EQ(confirmed->payment.status, Status::kDeclined);
    EXPECT_EQ(confirmed->payment.reasons.at(0).code, "RR04");
    // Delivered again: nothing left to do.
    auto again = async::BlockOn(runtime_.GetExecutor(), resume.Cleared(call, Order("a").payment_id));
    EXPECT_FALSE(again->has_value());
}

TEST_F(ResumePaymentTest, AReviewIsNotEndedWhileTheLedgerDoesNotAnswer) {
    peers_.screening = ErrorCode::kUnavailable;
    ASSERT_TRUE(Run(Order()));
    peers_.hold = ErrorCode::kDeadlineExceeded;
    ResumePayment resume(store_, peers_, clock_, {});
    CallContext call;
    EXPECT_FALSE(async::BlockOn(runtime_.GetExecutor(), resume.Cleared(call, Order().payment_id)));
}

}  // namespace
}  // namespace clearway::payment
