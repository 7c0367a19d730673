// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rpc/score.h"

#include <gtest/gtest.h>

#include <functional>

#include "services/fraud/scoring/scoring_fixture.h"

namespace clearway::fraud {
namespace {

v1::ScoreRequest GoodRequest() {
    v1::ScoreRequest request;
    request.set_payment_id("6f1f6ad0-0000-5000-8000-000000000001");
    request.set_debtor_account_id("6f1f6ad0-0000-5000-8000-00000000000a");
    request.set_creditor_reference("6f1f6ad0-0000-5000-8000-00000000000b");
    request.mutable_amount()->set_currency("JPY");
    request.mutable_amount()->set_minor_units(1'500);
    request.set_device_id("till 4");
    request.mutable_created_at()->set_seconds(1'772'366'400);
    request.mutable_created_at()->set_nanos(5'000);
    return request;
}

TEST(Score, ReadsAWholeRequest) {
    const auto attempt = ReadAttempt(GoodRequest());
    ASSERT_TRUE(attempt);
    EXPECT_EQ(attempt->payment_id.ToString(), "6f1f6ad0-0000-5000-8000-000000000001");
    EXPECT_EQ(attempt->amount.MinorUnits(), 1'500);
    EXPECT_EQ(attempt->device, EntityKeyOf("till 4"));
    EXPECT_EQ(core::ToMicros(attempt->created_at), 1'772'366'400'000'005);
}

TEST(Score, NamesTheFaultyField) {
    struct Row {
        const char* field;
        std::function<void(v1::ScoreRequest&)> spoil;
    };
    const Row rows[] = {
        {"payment_id", [](auto& r) { r.set_payment_id("1"); }},
        {"debtor_account_id", [](auto& r) { r.clear_debtor_account_id(); }},
        {"creditor_reference", [](auto& r) { r.clear_creditor_reference(); }},
        {"device_id", [](auto& r) { r.set_device_id(std::string(257, 'x')); }},
        {"terminal_id", [](auto& r) { r.set_terminal_id(std::string(257, 'x')); }},
        {"payment_file_id", [](auto& r) { r.set_payment_file_id("payroll"); }},
        {"amount.currency", [](auto& r) { r.mutable_amount()->set_currency("XXX"); }},
        {"amount.minor_units", [](auto& r) { r.mutable_amount()->set_minor_units(0); }},
        {"created_at", [](auto& r) { r.clear_created_at(); }},
        {"created_at", [](auto& r) { r.mutable_created_at()->set_seconds(253'402'300'799); }},
        {"created_at", [](auto& r) { r.mutable_created_at()->set_nanos(-1); }},
    };
    for (const auto& row : rows) {
        auto request = GoodRequest();
        row.spoil(request);
        const auto attempt = ReadAttempt(request);
        ASSERT_FALSE(attempt) << row.field;
        ASSERT_EQ(attempt.error().field_errors.size(), 1U) << row.field;
        EXPECT_EQ(attempt.error().field_errors[0].field, row.field);
    }
    EXPECT_EQ(ReadAttempt({}).error().field_errors.size(), 6U);
}

TEST(Score, AnswersOutcomeScoreReasonsAndPolicy) {
    const PartyLists lists;
    PaymentAssessor assessor(FeatureEngine(FeatureTable::Default(), 10), RulesAlone(), lists, 100);
    auto request = GoodRequest();
    v1::ScoreResponse last;
    for (int i = 0; i < 21; ++i) {
        request.set_payment_id(EntityKeyOf("payment " + std::to_string(i)).ToString());
        const auto response = Score(assessor, request);
        ASSERT_TRUE(response);
        last = *response;
        if (i == 0) {
            EXPECT_EQ(last.outcome(), v1::FRAUD_OUTCOME_APPROVE);
        }
    }
    EXPECT_EQ(last.outcome(), v1::FRAUD_OUTCOME_DECLINE);
    EXPECT_EQ(last.policy_version(), "baseline/3");
    EXPECT_EQ(last.score(), -1);
    EXPECT_EQ(last.model_version(), "none");
    ASSERT_EQ(last.reasons_size(), 1);
    EXPECT_EQ(last.reasons(0).code(), "VELOCITY_PAYER_1M");
    EXPECT_EQ(last.reasons(0).iso_code(), "FRAD");
}

TEST(Score, TellsWhatWeighedInTheScore) {
    const PartyLists lists;
    PaymentAssessor assessor(FeatureEngine(FeatureTable::Default(), 10), RulesAndModel(), lists,
                             100);
    auto request = GoodRequest();
    request.mutable_amount()->set_minor_units(900);
    const auto response = Score(assessor, request);
    ASSERT_TRUE(response);
    EXPECT_EQ(response->score(), 900);
    EXPECT_EQ(response->model_version(), "amount/1");
    ASSERT_EQ(response->contributions_size(), 2);
    EXPECT_EQ(response->contributions(0).feature(), "amount");
    EXPECT_EQ(response->contributions(0).value(), "900");
    EXPECT_EQ(response->contributions(0).log_odds_millionths(), 1'500'000);
    EXPECT_EQ(response->contributions(1).log_odds_millionths(), -250'000);
}

}  // namespace
}  // namespace clearway::fraud
