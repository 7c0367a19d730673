// SPDX-License-Identifier: Apache-2.0
#include "services/payment/usecase/resume_payment.h"

#include "services/payment/usecase/usecase_test_support.h"

namespace clearway::payment {
namespace {

using Ending = Result<std::optional<Command>>;

class ResumePaymentTest : public UseCaseTest {
protected:
    void Screening(ScreeningOutcome outcome, std::string case_id = "") {
        peers_.screening = ScreeningAnswer{
            .outcome = outcome, .list_version = "l2", .case_id = std::move(case_id)};
    }
    void HoldForReview() { ASSERT_EQ(Run(Order())->payment.status, Status::kInReview); }
    void HoldForFraudReview() {
        peers_.fraud = FraudAnswer{.outcome = FraudOutcome::kReview,
                                   .score = 600,
                                   .policy_version = "p1",
                                   .reasons = {{"SUM_PAYER_24H", "A day of extreme sums."}}};
        HoldForReview();
    }

    Ending Await(Task<Ending> task) {
        return async::BlockOn(runtime_.GetExecutor(), std::move(task));
    }
    Ending Clear() { return Await(resume_.Cleared({}, Order().payment_id)); }
    Ending Confirm(std::optional<ScreeningAnswer> found = {}) {
        return Await(resume_.Confirmed({}, Order().payment_id, std::move(found)));
    }
    Payment Apply(Ending ending) {
        return async::BlockOn(runtime_.GetExecutor(), store_.Apply(std::move(**ending)))->payment;
    }
    Evidence LastKept() { return LastEvidence(store_.facts.at(Order().payment_id)); }

    ResumePayment resume_{{store_, peers_, peers_, peers_, clock_}, {}};
};

TEST_F(ResumePaymentTest, AClearedHitHoldsTheFundsAndSaysThatAnOperatorClearedIt) {
    Screening(ScreeningOutcome::kHit, "c");
    HoldForReview();
    Screening(ScreeningOutcome::kClear, "c");  // an operator has seen the hit
    EXPECT_EQ(Apply(Clear()).status, Status::kAuthorised);
    EXPECT_EQ(peers_.held, 1);
    EXPECT_EQ(LastKept().screening_outcome, "cleared_by_operator");
    EXPECT_EQ(LastKept().screening_case_id, "c");
    EXPECT_EQ(LastKept().fraud_score, 7);
    // Delivered again: nothing left to do.
    EXPECT_FALSE(Clear()->has_value());
    EXPECT_EQ(peers_.held, 1);
}

TEST_F(ResumePaymentTest, AConfirmedHitIsDeclinedAndStaysAHit) {
    Screening(ScreeningOutcome::kHit, "c");
    HoldForReview();
    const auto declined = Apply(Confirm(peers_.screening.value()));
    EXPECT_EQ(declined.status, Status::kDeclined);
    EXPECT_EQ(declined.reasons.at(0).code, "RR04");
    EXPECT_EQ(LastKept().screening_outcome, "hit");
    EXPECT_EQ(LastKept().screening_list_version, "l2");
    EXPECT_EQ(peers_.held, 0);
    EXPECT_FALSE(Confirm()->has_value());
}

TEST_F(ResumePaymentTest, AConfirmedFraudReviewIsDeclinedForFraud) {
    Screening(ScreeningOutcome::kClear);
    HoldForFraudReview();
    const auto declined = Apply(Confirm());
    EXPECT_EQ(declined.status, Status::kDeclined);
    ASSERT_EQ(declined.reasons.size(), 2U);
    EXPECT_EQ(declined.reasons.at(0).code, "FRAD");
    EXPECT_EQ(declined.reasons.at(1).code, "SUM_PAYER_24H");
    EXPECT_EQ(peers_.held, 0);
}

TEST_F(ResumePaymentTest, WhoWasListedDuringTheReviewIsRefusedForTheListWhenThatIsConfirmed) {
    Screening(ScreeningOutcome::kClear);
    HoldForFraudReview();
    peers_.screening =
        ScreeningAnswer{.outcome = ScreeningOutcome::kHit, .list_version = "l3", .case_id = "c"};
    ASSERT_FALSE(Clear()->has_value()) << "the case is open again";
    const auto declined = Apply(Confirm(peers_.screening.value()));
    ASSERT_EQ(declined.reasons.size(), 1U);
    EXPECT_EQ(declined.reasons[0].code, "RR04");
    EXPECT_EQ(LastKept().screening_outcome, "hit");
    EXPECT_EQ(LastKept().screening_list_version, "l3");
    EXPECT_EQ(LastKept().screening_case_id, "c");
    EXPECT_EQ(LastKept().fraud_score, 600);
}

TEST_F(ResumePaymentTest, WhatNobodyScreenedFirstSaysWhatWasFoundWhenThatIsConfirmed) {
    peers_.screening = ErrorCode::kUnavailable;
    HoldForReview();
    Screening(ScreeningOutcome::kHit, "c");
    ASSERT_FALSE(Clear()->has_value());
    Apply(Confirm(peers_.screening.value()));
    EXPECT_EQ(LastKept().screening_outcome, "hit");
    EXPECT_TRUE(LastKept().degradations.empty());
}

TEST_F(ResumePaymentTest, WhatNobodyScreenedAndAnOperatorRefusedIsDeclinedAsRegulatory) {
    peers_.screening = ErrorCode::kUnavailable;
    HoldForFraudReview();
    EXPECT_EQ(Apply(Confirm()).reasons.at(0).code, "RR04");
}

TEST_F(ResumePaymentTest, WhatFraudHeldIsScreenedWithTheListsOfTheDayItGoesOn) {
    Screening(ScreeningOutcome::kClear);
    HoldForFraudReview();
    peers_.screening = ErrorCode::kUnavailable;
    EXPECT_FALSE(Clear());
    EXPECT_EQ(peers_.held, 0);
    peers_.screening =
        ScreeningAnswer{.outcome = ScreeningOutcome::kClear, .list_version = "l3", .case_id = ""};
    EXPECT_EQ(Apply(Clear()).status, Status::kAuthorised);
    EXPECT_EQ(LastKept().screening_outcome, "clear");
    EXPECT_EQ(LastKept().screening_list_version, "l3");
    EXPECT_EQ(LastKept().fraud_score, 600);
}

TEST_F(ResumePaymentTest, WhoWasListedDuringTheReviewIsNotPaid) {
    Screening(ScreeningOutcome::kClear);
    HoldForFraudReview();
    Screening(ScreeningOutcome::kHit, "c");
    EXPECT_FALSE(Clear()->has_value());
    EXPECT_EQ(peers_.held, 0);
    Screening(ScreeningOutcome::kClear, "c");  // an operator has seen the hit
    EXPECT_EQ(Apply(Clear()).status, Status::kAuthorised);
    EXPECT_EQ(LastKept().screening_outcome, "cleared_by_operator");
}

TEST_F(ResumePaymentTest, AHitThatNoOperatorClearedDoesNotGoOn) {
    Screening(ScreeningOutcome::kHit, "c");
    HoldForReview();
    EXPECT_FALSE(Clear()->has_value()) << "the list says more than the operator saw";
    EXPECT_EQ(peers_.held, 0);
}

TEST_F(ResumePaymentTest, AnOperatorsWordAtTheFirstScreeningIsNotTheLists) {
    Screening(ScreeningOutcome::kClear, "c");
    EXPECT_EQ(Run(Order())->payment.status, Status::kAuthorised);
    EXPECT_EQ(LastKept().screening_outcome, "cleared_by_operator");
}

TEST_F(ResumePaymentTest, WhatWasNotScreenedIsScreenedBeforeItGoesOn) {
    peers_.screening = ErrorCode::kUnavailable;
    HoldForReview();
    peers_.screened.clear();
    Screening(ScreeningOutcome::kClear);
    const auto authorised = Apply(Clear());
    EXPECT_EQ(authorised.status, Status::kAuthorised);
    EXPECT_TRUE(authorised.degradations.empty());
    EXPECT_EQ(peers_.screened.size(), 2U);
    EXPECT_EQ(LastKept().screening_outcome, "clear");
    EXPECT_EQ(LastKept().screening_list_version, "l2");
}

TEST_F(ResumePaymentTest, WhatWasNotScreenedWaitsOnWhenTheScreeningFindsSomething) {
    peers_.screening = ErrorCode::kUnavailable;
    HoldForReview();
    Screening(ScreeningOutcome::kHit, "c");
    const auto waits = Clear();
    ASSERT_TRUE(waits);
    EXPECT_FALSE(waits->has_value());
    EXPECT_EQ(peers_.held, 0);
    Screening(ScreeningOutcome::kClear, "c");  // an operator has seen the hit
    EXPECT_EQ(Apply(Clear()).status, Status::kAuthorised);
    EXPECT_EQ(LastKept().screening_outcome, "cleared_by_operator");
}

TEST_F(ResumePaymentTest, WhatWasNotScreenedIsNotEndedWhileScreeningIsStillAway) {
    peers_.screening = ErrorCode::kUnavailable;
    HoldForReview();
    EXPECT_FALSE(Clear());
    Screening(ScreeningOutcome::kUnavailable);  // an outcome that this version does not know
    EXPECT_FALSE(Clear());
    EXPECT_EQ(peers_.held, 0);
    EXPECT_EQ(Apply(Confirm()).status, Status::kDeclined);  // a no needs no screening
    EXPECT_EQ(LastKept().screening_outcome, "unavailable");
}

class CustomerResumeTest : public ResumePaymentTest {
protected:
    void SetUp() override { peers_.debtor_party = "4c0b2a6e-0000-5000-8000-000000000001"; }
    void Standing(PayerStanding payer) {
        peers_.screening = ScreeningAnswer{.outcome = ScreeningOutcome::kClear,
                                           .payer = payer,
                                           .list_version = "l3",
                                           .case_id = ""};
    }
};

TEST_F(CustomerResumeTest, TheLimitIsAskedAgainWhenAHitWasCleared) {
    Screening(ScreeningOutcome::kHit, "c");
    HoldForReview();
    Standing(PayerStanding::kLimitExceeded);
    const auto declined = Apply(Clear());
    EXPECT_EQ(declined.status, Status::kDeclined);
    EXPECT_EQ(declined.reasons.at(0).code, "AM14");
    EXPECT_EQ(peers_.held, 0);
}

TEST_F(CustomerResumeTest, WhatAnOperatorClearedIsHisWordThoughTheListsFindItNoMore) {
    Screening(ScreeningOutcome::kHit, "c");
    HoldForReview();
    Standing(PayerStanding::kGood);
    EXPECT_EQ(Apply(Clear()).status, Status::kAuthorised);
    EXPECT_EQ(LastKept().screening_outcome, "cleared_by_operator");
    EXPECT_EQ(LastKept().screening_case_id, "c");
    EXPECT_EQ(LastKept().screening_list_version, "l3");
}

TEST_F(CustomerResumeTest, APayerWhoWasSuspendedDuringTheReviewDoesNotPay) {
    Screening(ScreeningOutcome::kClear);
    HoldForFraudReview();
    Standing(PayerStanding::kNotVerified);
    EXPECT_EQ(Apply(Clear()).reasons.at(0).code, "RR04");
    EXPECT_EQ(peers_.held, 0);
}

TEST_F(CustomerResumeTest, ItWaitsOnWhileNobodyCanTellTheStanding) {
    Screening(ScreeningOutcome::kHit, "c");
    HoldForReview();
    peers_.screening = ErrorCode::kUnavailable;
    EXPECT_FALSE(Clear());
    EXPECT_EQ(peers_.held, 0);
}

TEST_F(ResumePaymentTest, AReviewIsNotEndedWhileTheLedgerDoesNotAnswer) {
    HoldForFraudReview();
    peers_.hold = ErrorCode::kDeadlineExceeded;
    EXPECT_FALSE(Clear());
}

TEST_F(ResumePaymentTest, TheHoldOfAPaymentThatIsCancelledMeanwhileIsReleased) {
    HoldForFraudReview();
    auto& payment = store_.rows.at(Order().payment_id);
    peers_.while_holding = [&payment] { payment.status = Status::kCancelled; };
    EXPECT_FALSE(Clear()->has_value());
    EXPECT_EQ(peers_.held, 1);
    EXPECT_EQ(peers_.voided, 1);
    EXPECT_FALSE(Clear()->has_value());  // as after a crash between hold and release
    EXPECT_EQ(peers_.held, 1);
    EXPECT_EQ(peers_.voided, 2);
}

}  // namespace
}  // namespace clearway::payment
