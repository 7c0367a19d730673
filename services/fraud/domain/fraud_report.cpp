// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/domain/fraud_report.h"

#include <algorithm>

namespace clearway::fraud {

std::string_view NameOf(ReportKind kind) {
    switch (kind) {
        case ReportKind::kFraudReport: return "fraud_report";
        case ReportKind::kChargeback: return "chargeback";
    }
    return "";
}

core::Uuid ReportStream(const core::PaymentId& payment) {
    return core::Uuid::Derive(payment.value, "fraud_reports");
}

core::Result<ReportDecision> DecideReport(const ReportedPayment* known,
                                          const ReportFraud& command) {
    if (!known) return core::ErrorCode::kPaymentNotFound;
    if (!command.partner_id.empty() && command.partner_id != known->partner_id)
        return core::ErrorCode::kPaymentNotFound;
    const auto& reports = known->reports;
    const auto first = std::ranges::find(reports, command.report.kind, &FraudReport::kind);
    if (first != reports.end()) return ReportDecision{*first, 0};
    return ReportDecision{command.report, static_cast<std::int32_t>(reports.size()) + 1};
}

}  // namespace clearway::fraud
