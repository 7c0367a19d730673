// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/domain/fraud_report.h"

#include <gtest/gtest.h>

namespace clearway::fraud {
namespace {

ReportFraud Report(ReportKind kind, std::string partner) {
    return {.report = {.payment = {}, .kind = kind, .reported_by = "partner/" + partner},
            .partner_id = std::move(partner)};
}

TEST(DecideReport, ThereIsOneReportOfAKindAndTheNextIsAnsweredWithIt) {
    ReportedPayment payment{.partner_id = "acme"};
    const auto first = DecideReport(&payment, Report(ReportKind::kChargeback, "acme"));
    ASSERT_TRUE(first);
    EXPECT_EQ(first->version, 1);
    payment.reports.push_back(first->report);
    auto again = Report(ReportKind::kChargeback, "acme");
    again.report.reason = "other";
    const auto repeated = DecideReport(&payment, again);
    EXPECT_EQ(repeated->version, 0);
    EXPECT_EQ(repeated->report, first->report);
    EXPECT_EQ(DecideReport(&payment, Report(ReportKind::kFraudReport, "acme"))->version, 2);
}

TEST(DecideReport, APaymentOfAnotherPartnerIsUnknownAndAnOperatorKnowsAll) {
    const ReportedPayment payment{.partner_id = "acme"};
    const ReportedPayment of_before{.partner_id = ""};
    const auto other = Report(ReportKind::kChargeback, "other");
    EXPECT_EQ(DecideReport(&payment, other).error().code, core::ErrorCode::kPaymentNotFound);
    EXPECT_EQ(DecideReport(&of_before, other).error().code, core::ErrorCode::kPaymentNotFound);
    EXPECT_EQ(DecideReport(nullptr, Report(ReportKind::kChargeback, "")).error().code,
              core::ErrorCode::kPaymentNotFound);
    EXPECT_TRUE(DecideReport(&payment, Report(ReportKind::kChargeback, "")));
}

}  // namespace
}  // namespace clearway::fraud
