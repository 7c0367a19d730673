// SPDX-License-Identifier: Apache-2.0
// Payments in review, from payment events to the analyst's case.
#include "services/fraud/case_reader.h"
#include "services/fraud/recorder_fixture.h"

namespace clearway::fraud {
namespace {

class CasesTest : public RecorderTest {
protected:
    events::ReceivedEvent Held(int number, std::int64_t offset) {
        payment::v1::PaymentHeldForReview fact;
        FillTerms(*fact.mutable_terms(), number);
        auto& evidence = *fact.mutable_evidence();
        evidence.set_fraud_score(700);
        evidence.set_fraud_policy_version("baseline/1");
        evidence.set_fraud_model_version("m/1");
        evidence.add_degradations("screening_unavailable");
        auto* reason = evidence.add_fraud_reasons();
        reason->set_code("SCORE_HIGH");
        reason->set_iso_code("FRAD");
        auto* contribution = evidence.add_fraud_contributions();
        contribution->set_feature("amount");
        contribution->set_value("12.5");
        contribution->set_log_odds_millionths(3);
        fact.add_reasons()->set_code("FRAUD_REVIEW");
        *fact.add_reasons() = *reason;
        auto event = Receive(fact, offset, offset + 1);
        event.version = 1;
        event.occurred_at += std::chrono::seconds(number);
        return event;
    }
    template <class Fact>
    events::ReceivedEvent Later(int number, std::int64_t offset) {
        Fact fact;
        FillTerms(*fact.mutable_terms(), number);
        auto event = Receive(fact, offset, offset + 1);
        event.version = 2;
        event.occurred_at += std::chrono::hours(1);
        return event;
    }
    std::vector<ReviewCase> Open(CasePageRequest request = {}) {
        const auto page = Wait(cases_.List(std::move(request)));
        EXPECT_TRUE(page);
        if (!page) return {};
        next_page_ = page->next_page_token;
        return page->cases;
    }
    core::Result<CaseFile> Get(int number) { return Wait(cases_.Get(PaymentNo(number))); }
    template <class T>
    T Wait(async::Task<T> task) {
        return async::BlockOn(runtime_.GetExecutor(), std::move(task));
    }

    postgres::ReadPool pool_{database_.Url(), 1};
    CaseReader reader_{pool_};
    ReadCases cases_{reader_};
    std::string next_page_;
};

TEST_F(CasesTest, APaymentIsInTheQueueWhileItWaits) {
    recorder_.Record({Held(1, 0), Held(2, 1), Held(3, 2), Authorised(4, 3, 4)});
    const auto open = Open();
    ASSERT_EQ(open.size(), 3U);
    EXPECT_EQ(open[0].payment, PaymentNo(3)) << "newest first";
    EXPECT_EQ(open[0].score, 700);
    EXPECT_EQ(open[0].reasons, "FRAUD_REVIEW,SCORE_HIGH,screening_unavailable");
    recorder_.Record({Later<payment::v1::PaymentAuthorised>(1, 4),
                      Later<payment::v1::PaymentDeclined>(2, 5),
                      Later<payment::v1::PaymentCancelled>(3, 6)});
    EXPECT_TRUE(Open().empty());
    EXPECT_EQ(Get(1)->review->outcome, "authorised");
    EXPECT_EQ(Get(2)->review->outcome, "declined");
    EXPECT_EQ(Get(3)->review->outcome, "cancelled");
    EXPECT_EQ(Get(3)->review->closed_at, kTime + std::chrono::hours(1));
    EXPECT_FALSE(Get(4)->review) << "it never waited";
}

TEST_F(CasesTest, ACaseOpensAndEndsOnceWhateverComesAgain) {
    recorder_.Record({Held(1, 0), Later<payment::v1::PaymentDeclined>(1, 1)});
    EXPECT_TRUE(Open().empty()) << "both in one batch";
    auto again = Held(1, 0);
    again.lane = 2;  // the inbox does not know it
    auto other = Later<payment::v1::PaymentCancelled>(1, 1);
    other.lane = 2;
    recorder_.Record({again, other});
    EXPECT_TRUE(Open().empty());
    EXPECT_EQ(Get(1)->review->outcome, "declined") << "of the first end";
}

TEST_F(CasesTest, ADeclineWithoutAReviewMakesNoCase) {
    payment::v1::PaymentDeclined fact;
    FillTerms(*fact.mutable_terms(), 1);
    auto event = Receive(fact, 0, 1);
    event.version = 1;
    recorder_.Record({event, Later<payment::v1::PaymentCancelled>(2, 1)});
    EXPECT_FALSE(Get(1)->review);
    EXPECT_EQ(Get(2).error().code, core::ErrorCode::kPaymentNotFound);
}

TEST_F(CasesTest, ShowsTheEvidenceAndWhatThePartiesDidAndWereReportedFor) {
    std::vector<events::ReceivedEvent> batch{Held(0, 0)};
    for (int i = 1; i <= 30; ++i) batch.push_back(Authorised(i, i, i + 1));
    recorder_.Record(batch);
    for (const int number : {0, 7}) {
        ReportFraud command{.report = {.payment = PaymentNo(number),
                                       .kind = ReportKind::kChargeback,
                                       .reported_by = "partner/acme",
                                       .reported_at = kTime}};
        ASSERT_TRUE(Wait(recorder_.Submit(std::move(command))));
    }
    auto label = Receive(v1::FraudReported(), 0, 1);
    label.topic = "clearway.fraud.events.v1";
    label.payload = FactsOf(ReportStream(PaymentNo(7))).at(0).payload;
    recorder_.Record({label});

    const auto file = Get(0);
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->assessment);
    EXPECT_EQ(file->assessment->outcome, "in_review");
    EXPECT_EQ(file->assessment->score, 700);
    EXPECT_EQ(file->assessment->policy_version, "baseline/1");
    EXPECT_EQ(file->assessment->model_version, "m/1");
    EXPECT_EQ(file->assessment->reasons.at(0).iso_code, "FRAD");
    EXPECT_EQ(file->assessment->contributions.at(0).feature, "amount");
    EXPECT_EQ(file->assessment->decided_at, kTime);
    EXPECT_EQ(file->attempt.payment_id, PaymentNo(0));
    EXPECT_EQ(file->attempt.payer.ToString(), kPayer);
    ASSERT_EQ(file->payer_attempts.size(), 20U);
    EXPECT_EQ(file->payer_attempts[0].payment_id, PaymentNo(30)) << "newest first";
    EXPECT_EQ(file->payee_attempts.size(), 20U);
    ASSERT_EQ(file->reports.size(), 2U) << "its own, and one of its payer";
    EXPECT_EQ(Get(99).error().code, core::ErrorCode::kPaymentNotFound);
}

TEST_F(CasesTest, TheQueueHasPages) {
    recorder_.Record({Held(1, 0), Held(2, 1), Held(3, 2)});
    EXPECT_EQ(Open({.page_size = 2}).size(), 2U);
    const auto second = Open({.page_size = 2, .page_token = next_page_});
    ASSERT_EQ(second.size(), 1U);
    EXPECT_EQ(second[0].payment, PaymentNo(1));
    EXPECT_EQ(next_page_, "");
    EXPECT_EQ(Wait(cases_.List({.page_size = -1})).error().field_errors.at(0).field, "page_size");
    EXPECT_FALSE(Wait(cases_.List({.page_token = "x"})));
}

}  // namespace
}  // namespace clearway::fraud
