// SPDX-License-Identifier: Apache-2.0
// Reports of fraud from the call to the feature log.
#include "services/fraud/recorder_fixture.h"

namespace clearway::fraud {
namespace {

class ReportsTest : public RecorderTest {
protected:
    core::Result<FraudReport> Report(int number, ReportKind kind,
                                     const std::string& partner = "acme",
                                     const std::string& reason = "10.4") {
        ReportFraud command{.report = {.payment = PaymentNo(number),
                                       .kind = kind,
                                       .reason = reason,
                                       .reported_by = "partner/" + partner,
                                       .reported_at = kTime},
                            .partner_id = partner};
        return async::BlockOn(runtime_.GetExecutor(), recorder_.Submit(std::move(command)));
    }
    std::vector<events::StoredEvent> Facts(int number) {
        return FactsOf(ReportStream(PaymentNo(number)));
    }
    // As the service's own topic brings it.
    static events::ReceivedEvent Arrives(const events::StoredEvent& fact, std::int64_t offset) {
        events::ReceivedEvent event;
        event.topic = "clearway.fraud.events.v1";
        event.offset = offset;
        event.lane = 1;
        event.lane_sequence = offset + 1;
        event.type = fact.type;
        event.payload = fact.payload;
        event.occurred_at = fact.occurred_at;
        return event;
    }
    std::vector<LogEntry> ReportsInTheLog() {
        std::vector<LogEntry> reports;
        for (const auto& entry : log_.ReadAfter(0, 1'000))
            if (entry.kind == LogEntry::Kind::kReport) reports.push_back(entry);
        return reports;
    }
};

TEST_F(ReportsTest, AReportIsOneFactHoweverOftenItIsMade) {
    recorder_.Record({Authorised(1, 0, 1)});
    const auto first = Report(1, ReportKind::kChargeback);
    ASSERT_TRUE(first);
    const auto again = Report(1, ReportKind::kChargeback, "acme", "another");
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, *first);
    EXPECT_TRUE(Report(1, ReportKind::kFraudReport));
    const auto facts = Facts(1);
    ASSERT_EQ(facts.size(), 2U);
    v1::FraudReported fact;
    ASSERT_EQ(facts[0].type, fact.GetTypeName());
    ASSERT_TRUE(fact.ParseFromString(facts[0].payload));
    EXPECT_EQ(fact.payment_id(), PaymentNo(1).ToString());
    EXPECT_EQ(fact.kind(), "chargeback");
    EXPECT_EQ(fact.reason(), "10.4");
    EXPECT_EQ(fact.reported_by(), "partner/acme");
    EXPECT_EQ(facts[0].summary, "reported: chargeback");
}

TEST_F(ReportsTest, OfManyAtOnceOneIsTheFirst) {
    recorder_.Record({Authorised(1, 0, 1)});
    std::vector<RecorderCommand> batch;
    for (const auto* reason : {"a", "b", "c"})
        batch.push_back(ReportFraud{.report = {.payment = PaymentNo(1), .reason = reason}});
    postgres::Connection connection(database_.Url());
    postgres::Transaction transaction(connection.Get());
    events::EventSink sink;
    const auto replies = ApplyBatch(transaction, batch, sink);
    EXPECT_EQ(sink.size(), 1U);
    for (const auto& reply : replies) {
        ASSERT_TRUE(reply);
        EXPECT_EQ(std::get<FraudReport>(*reply).reason, "a");
    }
}

TEST_F(ReportsTest, APaymentThatIsNotThereOrAnotherPartnersIsNotFound) {
    recorder_.Record({Authorised(1, 0, 1)});
    EXPECT_EQ(Report(2, ReportKind::kChargeback).error().code, core::ErrorCode::kPaymentNotFound);
    EXPECT_EQ(Report(1, ReportKind::kChargeback, "globex").error().code,
              core::ErrorCode::kPaymentNotFound);
    EXPECT_TRUE(Facts(1).empty());
    EXPECT_TRUE(Facts(2).empty());
    EXPECT_TRUE(Report(1, ReportKind::kChargeback, "")) << "an operator may report any";
}

TEST_F(ReportsTest, APaymentIsReportedToTheFeaturesOnce) {
    recorder_.Record({Authorised(1, 0, 1)});
    ASSERT_TRUE(Report(1, ReportKind::kChargeback));
    ASSERT_TRUE(Report(1, ReportKind::kFraudReport));
    const auto facts = Facts(1);
    ASSERT_EQ(facts.size(), 2U);
    const auto chargeback = Arrives(facts[0], 0);
    const auto report = Arrives(facts[1], 1);
    recorder_.Record({chargeback, report});    // two in a batch
    recorder_.Record({chargeback});            // the consumer did not hear of the commit
    recorder_.Record({Arrives(facts[0], 2)});  // the topic began anew
    const auto reports = ReportsInTheLog();
    ASSERT_EQ(reports.size(), 1U);
    const auto attempt = log_.ReadAfter(0, 1).at(0).attempt;
    EXPECT_EQ(reports[0].attempt.payment_id, PaymentNo(1));
    EXPECT_TRUE(SameTerms(reports[0].attempt, attempt));
    EXPECT_EQ(reports[0].attempt.created_at, attempt.created_at);
    EXPECT_EQ(features_.Position(), reports[0].sequence) << "the features follow";
}

TEST_F(ReportsTest, AReportOfAPaymentThatTheLogForgotIsPassedOver) {
    recorder_.Record({Authorised(1, 0, 1)});
    ASSERT_TRUE(Report(1, ReportKind::kChargeback));
    auto unknown = Arrives(Facts(1).at(0), 0);
    v1::FraudReported fact;
    fact.set_payment_id(PaymentNo(9).ToString());
    unknown.payload = fact.SerializeAsString();
    recorder_.Record({unknown});
    EXPECT_TRUE(ReportsInTheLog().empty());
    unknown.offset = 1;
    unknown.lane_sequence = 2;
    fact.set_payment_id("payment");
    unknown.payload = fact.SerializeAsString();
    EXPECT_THROW(recorder_.Record({unknown}), events::UnreadableEvent);
}

}  // namespace
}  // namespace clearway::fraud
