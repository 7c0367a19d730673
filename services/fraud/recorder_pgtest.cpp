// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/recorder.h"

#include <gtest/gtest.h>

#include <chrono>

#include "async/runtime.h"
#include "clearway/fraud/v1/fraud_events.pb.h"
#include "clearway/payment/v1/payment_events.pb.h"
#include "events/event_store.h"
#include "services/fraud/app.h"
#include "services/fraud/scoring/scoring_fixture.h"
#include "services/fraud/store/feature_log.h"
#include "testing/test_database.h"

namespace clearway::fraud {
namespace {

constexpr char kPayer[] = "6f1f6ad0-0000-5000-8000-00000000000a";
const auto kTime = *core::ParseRfc3339("2026-03-01T12:00:00Z");

core::PaymentId PaymentNo(int number) {
    return core::PaymentId(EntityKeyOf("payment " + std::to_string(number)));
}

void FillTerms(payment::v1::PaymentTerms& terms, int number) {
    terms.set_payment_id(PaymentNo(number).ToString());
    terms.mutable_debtor()->set_account_id(kPayer);
    terms.mutable_creditor()->set_party_token("6f1f6ad0-0000-5000-8000-00000000000b");
    terms.mutable_amount()->set_currency("EUR");
    terms.mutable_amount()->set_minor_units(1'000);
    terms.mutable_created_at()->set_seconds(core::ToMicros(kTime) / 1'000'000);
}

template <class Fact>
events::ReceivedEvent Receive(const Fact& fact, std::int64_t offset, std::int64_t sequence) {
    events::ReceivedEvent event;
    event.topic = "clearway.payment.events.v1";
    event.offset = offset;
    event.lane = 1;
    event.lane_sequence = sequence;
    event.type = fact.GetTypeName();
    event.payload = fact.SerializeAsString();
    event.occurred_at = kTime;
    return event;
}

events::ReceivedEvent Authorised(int number, std::int64_t offset, std::int64_t sequence) {
    payment::v1::PaymentAuthorised fact;
    FillTerms(*fact.mutable_terms(), number);
    fact.mutable_evidence()->set_fraud_score(80);
    fact.mutable_evidence()->set_fraud_policy_version("baseline/1");
    return Receive(fact, offset, sequence);
}

class RecorderTest : public ::testing::Test {
protected:
    RecorderTest() {
        postgres::CreatePartitionsAhead(
            database_.Url(), std::vector<postgres::PartitionedTable>{FeatureLogPartitions()},
            core::SystemClock().Now());
    }
    std::vector<events::StoredEvent> Evidence(int number) {
        postgres::Connection connection(database_.Url());
        postgres::Transaction transaction(connection.Get());
        const std::vector<core::Uuid> streams{AssessmentStream(PaymentNo(number))};
        return events::LoadStreams(transaction, streams);
    }
    // How many payments of the payer the windows know: the next attempt sees itself too.
    bool NextIsDeclined(int number) {
        const Attempt next{.payment_id = PaymentNo(number),
                           .payer = *core::Uuid::Parse(kPayer),
                           .payee = EntityKeyOf("someone"),
                           .device = std::nullopt,
                           .amount = core::Money(*core::Currency::Parse("EUR"), 1),
                           .created_at = kTime};
        return assessor_.Assess(next).outcome == Outcome::kDecline;
    }

    testing::TestDatabase database_{"fraud", Migrations()};
    PartyLists lists_;
    PaymentAssessor assessor_{FeatureEngine(FeatureTable::Default(), 100), RulesAlone(), lists_,
                              1'000};
    StoredFeatureLog log_{database_.Url()};
    LogFollower features_{log_, 0,
                          [this](std::span<const LogEntry> entries) { assessor_.Learn(entries); }};
    async::Runtime runtime_{1};
    events::Outbox outbox_{{.service = "fraud-recorder-test",
                            .instance = "fraud-0",
                            .database_url = database_.Url(),
                            .kafka_brokers = testing::TestKafkaBrokers()}};
    Recorder recorder_{database_.Url(), outbox_, assessor_, features_, runtime_.GetExecutor()};
};

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
