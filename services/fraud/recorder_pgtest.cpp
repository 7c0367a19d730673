// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/recorder_fixture.h"

namespace clearway::fraud {
namespace {

TEST_F(RecorderTest, CountsAnEventThatIsDeliveredTwiceOnce) {
    std::vector<events::ReceivedEvent> batch;
    for (int i = 0; i < 19; ++i) batch.push_back(Authorised(i, i, i + 1));
    recorder_.Record(batch);
    recorder_.Record(batch);                     // the consumer did not hear of the commit
    recorder_.Record({Authorised(18, 19, 19)});  // the producer published it again
    for (int i = 0; i < 19; ++i) EXPECT_EQ(Evidence(i).size(), 1U);
    EXPECT_FALSE(NextIsDeclined(100));
    EXPECT_TRUE(NextIsDeclined(101));
}

TEST_F(RecorderTest, KeepsTheAssessmentOfTheFirstDecisionAsEvidence) {
    payment::v1::PaymentHeldForReview held;
    FillTerms(*held.mutable_terms(), 1);
    held.mutable_evidence()->set_fraud_score(700);
    held.mutable_evidence()->set_fraud_policy_version("baseline/1");
    held.mutable_evidence()->add_fraud_reasons()->set_code("SUM_PAYER_24H");
    recorder_.Record({Receive(held, 0, 1), Authorised(1, 1, 2)});
    const auto evidence = Evidence(1);
    ASSERT_EQ(evidence.size(), 1U);
    v1::PaymentAssessed fact;
    ASSERT_EQ(evidence[0].type, fact.GetTypeName());
    ASSERT_TRUE(fact.ParseFromString(evidence[0].payload));
    EXPECT_EQ(fact.outcome(), "in_review");
    EXPECT_EQ(fact.score(), 700);
    EXPECT_EQ(fact.reasons(0).code(), "SUM_PAYER_24H");
    EXPECT_EQ(evidence[0].summary, "scored 700: SUM_PAYER_24H");
}

TEST_F(RecorderTest, KeepsModelContributionsAndIsoCodesAsEvidence) {
    payment::v1::PaymentHeldForReview held;
    FillTerms(*held.mutable_terms(), 1);
    held.mutable_evidence()->set_fraud_model_version("m/1");
    auto* reason = held.mutable_evidence()->add_fraud_reasons();
    reason->set_code("SCORE_HIGH");
    reason->set_iso_code("FRAD");
    auto* contribution = held.mutable_evidence()->add_fraud_contributions();
    contribution->set_feature("amount");
    contribution->set_value("12.5");
    contribution->set_log_odds_millionths(-3);
    recorder_.Record({Receive(held, 0, 1)});
    v1::PaymentAssessed fact;
    ASSERT_TRUE(fact.ParseFromString(Evidence(1).at(0).payload));
    EXPECT_EQ(fact.model_version(), "m/1");
    EXPECT_EQ(fact.reasons(0).iso_code(), "FRAD");
    ASSERT_EQ(fact.contributions_size(), 1);
    EXPECT_EQ(fact.contributions(0).feature(), "amount");
    EXPECT_EQ(fact.contributions(0).value(), "12.5");
    EXPECT_EQ(fact.contributions(0).log_odds_millionths(), -3);
}

TEST_F(RecorderTest, AnAttemptOfAWrongClockIsEvidenceAndNoFeature) {
    payment::v1::PaymentAuthorised early;
    FillTerms(*early.mutable_terms(), 1);
    early.mutable_terms()->mutable_created_at()->set_seconds(-86'400);
    recorder_.Record({Receive(early, 0, 1), Authorised(2, 1, 2)});
    EXPECT_EQ(Evidence(1).size(), 1U);
    EXPECT_EQ(assessor_.Entities(), 2U) << "of the second";
}

TEST_F(RecorderTest, KeepsOneAssessmentWhenAReviewEndsMonthsLater) {
    payment::v1::PaymentHeldForReview held;
    FillTerms(*held.mutable_terms(), 1);
    recorder_.Record({Receive(held, 0, 1)});
    auto released = Authorised(1, 1, 2);
    released.occurred_at += std::chrono::days(100);
    recorder_.Record({released});
    EXPECT_EQ(Evidence(1).size(), 1U);
}

TEST_F(RecorderTest, PassesOverFactsOfNoInterestAndOfUnknownTypes) {
    payment::v1::PaymentSettled settled;
    FillTerms(*settled.mutable_terms(), 1);
    auto unknown = Receive(settled, 1, 2);
    unknown.type = "clearway.payment.v1.SomethingNew";
    recorder_.Record({Receive(settled, 0, 1), unknown, Authorised(2, 2, 3)});
    EXPECT_EQ(Evidence(1).size(), 0U);
    EXPECT_EQ(Evidence(2).size(), 1U);
}

TEST_F(RecorderTest, RefusesAFactThatCannotBeReadAndStoresNothingOfItsBatch) {
    auto broken = Authorised(1, 1, 2);
    broken.payload = "\xff\xff";
    EXPECT_THROW(recorder_.Record({Authorised(0, 0, 1), broken}), events::UnreadableEvent);
    payment::v1::PaymentDeclined empty;
    EXPECT_THROW(recorder_.Record({Receive(empty, 1, 2)}), events::UnreadableEvent);
    EXPECT_EQ(Evidence(0).size(), 0U);
}

}  // namespace
}  // namespace clearway::fraud
