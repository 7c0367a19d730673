// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rpc/report_fraud.h"

#include "rpc/times.h"
#include "services/fraud/rpc/times.h"

namespace clearway::fraud {

namespace {

// Numbers of the domain's enumeration are those of the proto: both are stored.
static_assert(static_cast<int>(ReportKind::kFraudReport) == v1::FRAUD_REPORT_KIND_FRAUD_REPORT);
static_assert(static_cast<int>(ReportKind::kChargeback) == v1::FRAUD_REPORT_KIND_CHARGEBACK);

}  // namespace

v1::FraudReport ToProto(const FraudReport& report) {
    v1::FraudReport message;
    message.set_payment_id(report.payment.ToString());
    message.set_kind(static_cast<v1::FraudReportKind>(report.kind));
    message.set_reason(report.reason);
    message.set_reported_by(report.reported_by);
    *message.mutable_reported_at() = rpc::ToTimestamp(report.reported_at);
    return message;
}

async::Task<core::Result<v1::FraudReport>> ReportFraudCall(ReportFraudUseCase& reports,
                                                           const rpc::CallContext& call,
                                                           const v1::ReportFraudRequest& request) {
    const auto payment = core::PaymentId::Parse(request.payment_id());
    if (!payment) co_return core::InvalidField("payment_id", "must be a UUID");
    if (request.kind() < v1::FRAUD_REPORT_KIND_FRAUD_REPORT ||
        request.kind() > v1::FRAUD_REPORT_KIND_CHARGEBACK)
        co_return core::InvalidField("kind", "must be fraud_report or chargeback");
    // A gateway that names no partner must not pass for an operator.
    const bool is_operator = call.caller == "operator";
    if (!is_operator && call.partner_id.empty()) co_return core::ErrorCode::kCallerNotAllowed;
    ReportFraud command{
        .report = {.payment = *payment,
                   .kind = static_cast<ReportKind>(request.kind()),
                   .reason = request.reason(),
                   .reported_by = is_operator ? call.caller_id : "partner/" + call.partner_id},
        .partner_id = is_operator ? std::string() : call.partner_id,
        .traceparent = call.trace.ToTraceparent()};
    auto report = co_await reports.Run(std::move(command));
    if (!report) co_return std::move(report).error();
    co_return ToProto(*report);
}

}  // namespace clearway::fraud
