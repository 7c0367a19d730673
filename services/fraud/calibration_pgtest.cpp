// SPDX-License-Identifier: Apache-2.0
// What became of scored payments: from facts and reports to the counts beside a model's card.
#include <gmock/gmock.h>

#include "services/fraud/calibrate.h"
#include "services/fraud/recorder_fixture.h"
#include "services/fraud/store/score_counts.h"

namespace clearway::fraud {
namespace {

using ::testing::HasSubstr;

constexpr char kModel[] = "amount/1";
constexpr std::chrono::days kDay{1};

class CalibrationTest : public RecorderTest {
protected:
    // A payment of the day that begins so many days after kTime's.
    void Scored(int number, int score, int day, const std::string& model = kModel) {
        payment::v1::PaymentAuthorised fact;
        FillTerms(*fact.mutable_terms(), number);
        fact.mutable_terms()->mutable_created_at()->set_seconds(core::ToMicros(kTime + day * kDay) /
                                                                1'000'000);
        fact.mutable_evidence()->set_fraud_score(score);
        fact.mutable_evidence()->set_fraud_model_version(model);
        ++facts_;
        recorder_.Record({Receive(fact, facts_, facts_)});
    }
    void Report(int number) {
        v1::FraudReported fact;
        fact.set_payment_id(PaymentNo(number).ToString());
        fact.set_kind("fraud_report");
        ++reports_;
        auto event = Receive(fact, reports_, reports_);
        event.topic = "clearway.fraud.events.v1";
        recorder_.Record({event});
    }
    std::vector<std::string> Outcomes(int from_day, int to_day, const std::string& model = kModel) {
        postgres::Connection connection(database_.Url());
        postgres::Transaction transaction(connection.Get());
        std::vector<std::string> texts;
        for (const auto& outcome :
             LoadScoreOutcomes(transaction, model, kTime + from_day * kDay, kTime + to_day * kDay))
            texts.push_back(std::to_string(outcome.score) + ": " +
                            std::to_string(outcome.reported) + " of " +
                            std::to_string(outcome.payments));
        std::ranges::sort(texts);
        return texts;
    }
    using Texts = std::vector<std::string>;

private:
    std::int64_t facts_ = 0;
    std::int64_t reports_ = 0;
};

TEST_F(CalibrationTest, CountsPaymentsByModelDayAndScoreAndTheirReports) {
    Scored(1, 10, 0);
    Scored(2, 10, 0);
    Scored(3, 900, 1);
    Scored(4, 10, 2);
    Scored(5, 10, 0, "other/1");
    Report(2);
    Report(3);
    EXPECT_EQ(Outcomes(0, 3), (Texts{"10: 1 of 3", "900: 1 of 1"}));
    EXPECT_EQ(Outcomes(0, 1), (Texts{"10: 1 of 2"}));
    EXPECT_EQ(Outcomes(1, 2), (Texts{"900: 1 of 1"}));
    EXPECT_EQ(Outcomes(0, 3, "other/1"), (Texts{"10: 0 of 1"}));
    EXPECT_EQ(Outcomes(3, 9), Texts{});
}

TEST_F(CalibrationTest, CountsOnceWhateverComesTwice) {
    for (int twice = 0; twice < 2; ++twice) Scored(1, 10, 0);
    for (int twice = 0; twice < 2; ++twice) Report(1);
    EXPECT_EQ(Outcomes(0, 1), (Texts{"10: 1 of 1"}));
}

TEST_F(CalibrationTest, ABatchCountsAsItsPaymentsWouldOneByOne) {
    std::vector<events::ReceivedEvent> batch;
    for (int i = 1; i <= 9; ++i) {
        payment::v1::PaymentAuthorised fact;
        FillTerms(*fact.mutable_terms(), i);
        fact.mutable_evidence()->set_fraud_score(i % 2);
        fact.mutable_evidence()->set_fraud_model_version(kModel);
        batch.push_back(Receive(fact, i, i));
    }
    recorder_.Record(batch);
    EXPECT_EQ(Outcomes(0, 1), (Texts{"0: 0 of 4", "1: 0 of 5"}));
}

TEST_F(CalibrationTest, WhatNoModelScoredIsNotCounted) {
    Scored(1, kNoScore, 0, "none");
    Scored(2, 80, 0, "");
    Scored(3, 1'001, 0);
    Report(1);
    EXPECT_EQ(Outcomes(0, 1), Texts{});
    EXPECT_EQ(Outcomes(0, 1, ""), Texts{});
    EXPECT_EQ(Outcomes(0, 1, "none"), Texts{});
    EXPECT_EQ(log_.ReadAfter(0, 10).size(), 4U);
}

// Says of itself that one in ten of all its scores is fraud.
class CarefulModel final : public Model {
public:
    const std::string& Version() const override { return version_; }
    double Score(std::span<const double>) const override { return 0; }
    std::vector<Contribution> Contributions(std::span<const double>, std::size_t) const override {
        return {};
    }
    CalibrationCard CalibrationOnCard() const override { return {{{1, 0.1}}}; }
    std::vector<Reason> ReasonsOf(std::span<const Contribution>) const override { return {}; }

private:
    const std::string version_ = "careful/1";
};

TEST_F(CalibrationTest, TheChampionsCardIsComparedWithThirtyDaysThatAreAWeekOld) {
    Scored(1, 10, -1, "careful/1");
    for (int i = 2; i <= 9; ++i) Scored(i, 10, 0, "careful/1");
    Scored(10, 10, 29, "careful/1");
    Scored(11, 10, 30, "careful/1");
    Scored(12, 10, 29, "another/1");
    for (const int number : {1, 2, 3, 10, 11, 12}) Report(number);
    const auto scoring = std::make_shared<const Scoring>(
        FeatureTable::Default(), PolicyOf(embedded::fraud_default_policy::kPolicy),
        std::make_shared<const CarefulModel>());
    postgres::ReadPool readers(database_.Url(), 1);
    const auto done =
        async::BlockOn(runtime_.GetExecutor(), Calibrate(readers, kTime + 37 * kDay, scoring));
    ASSERT_TRUE(done);
    // Three of nine, where a tenth was expected.
    EXPECT_THAT(metrics::Expose(),
                HasSubstr("clearway_fraud_calibration_ratio{model=\"careful/1\"} 3.33"));
    EXPECT_THAT(metrics::Expose(),
                HasSubstr("clearway_fraud_calibration_error{model=\"careful/1\"} 0.23"));
}

}  // namespace
}  // namespace clearway::fraud
