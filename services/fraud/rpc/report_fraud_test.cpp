// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rpc/report_fraud.h"

#include <gtest/gtest.h>

#include "async/runtime.h"

namespace clearway::fraud {
namespace {

class FixedClock final : public core::Clock {
public:
    core::Timestamp Now() const override { return core::FromMicros(1'772'366'400'000'005); }
};

class FakeReports final : public ReportCommands {
public:
    async::Task<core::Result<FraudReport>> Submit(ReportFraud command) override {
        submitted.push_back(command);
        co_return command.report;
    }
    std::vector<ReportFraud> submitted;
};

class ReportFraudTest : public ::testing::Test {
protected:
    ReportFraudTest() {
        request_.set_payment_id("6f1f6ad0-0000-5000-8000-000000000001");
        request_.set_kind(v1::FRAUD_REPORT_KIND_CHARGEBACK);
        request_.set_reason("10.4");
        call_.caller = "gateway";
        call_.caller_id = "spiffe://clearway/service/gateway";
        call_.partner_id = "acme";
    }
    core::Result<v1::FraudReport> Call() {
        return async::BlockOn(runtime_.GetExecutor(), ReportFraudCall(use_case_, call_, request_));
    }

    async::Runtime runtime_{1};
    FixedClock clock_;
    FakeReports reports_;
    ReportFraudUseCase use_case_{reports_, clock_};
    rpc::CallContext call_;
    v1::ReportFraudRequest request_;
};

TEST_F(ReportFraudTest, APartnerReportsInItsOwnName) {
    const auto report = Call();
    ASSERT_TRUE(report);
    EXPECT_EQ(report->kind(), v1::FRAUD_REPORT_KIND_CHARGEBACK);
    EXPECT_EQ(report->reported_by(), "partner/acme");
    EXPECT_EQ(report->reported_at().seconds(), 1'772'366'400);
    EXPECT_EQ(report->reported_at().nanos(), 5'000);
    EXPECT_EQ(reports_.submitted.at(0).partner_id, "acme");
}

TEST_F(ReportFraudTest, AnOperatorReportsForAnyPartner) {
    call_.caller = "operator";
    call_.caller_id = "spiffe://clearway/operator/ops";
    call_.partner_id.clear();
    const auto report = Call();
    ASSERT_TRUE(report);
    EXPECT_EQ(report->reported_by(), call_.caller_id);
    EXPECT_EQ(reports_.submitted.at(0).partner_id, "");
}

TEST_F(ReportFraudTest, AGatewayWithoutAPartnerIsNoOperator) {
    call_.partner_id.clear();
    EXPECT_EQ(Call().error().code, core::ErrorCode::kCallerNotAllowed);
    EXPECT_TRUE(reports_.submitted.empty());
}

TEST_F(ReportFraudTest, NamesTheFaultyField) {
    const auto field = [&](const std::string& payment, int kind, const std::string& reason) {
        request_.set_payment_id(payment);
        request_.set_kind(static_cast<v1::FraudReportKind>(kind));
        request_.set_reason(reason);
        const auto report = Call();
        return report ? std::string() : report.error().field_errors.at(0).field;
    };
    const std::string good = request_.payment_id();
    EXPECT_EQ(field(good, 1, ""), "");
    EXPECT_EQ(field(good, 1, std::string(35, 'x')), "");
    EXPECT_EQ(field("x", 1, ""), "payment_id");
    EXPECT_EQ(field("", 1, ""), "payment_id");
    EXPECT_EQ(field(good, 0, ""), "kind");
    EXPECT_EQ(field(good, 3, ""), "kind");
    EXPECT_EQ(field(good, -1, ""), "kind");
    EXPECT_EQ(field(good, 1, std::string(36, 'x')), "reason");
    EXPECT_EQ(field(good, 1, "John Smith"), "reason");
    EXPECT_EQ(field(good, 1, std::string("a\0b", 3)), "reason");
}

}  // namespace
}  // namespace clearway::fraud
