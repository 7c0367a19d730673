// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/store/report_store.h"

#include "embedded/fraud_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"

namespace clearway::fraud {

namespace {

namespace sql = embedded::fraud_sql;

}  // namespace

ReportedPayments LoadReportedPayments(postgres::Transaction& transaction,
                                      std::span<const core::PaymentId> payments) {
    ReportedPayments known;
    if (payments.empty()) return known;
    postgres::UuidArray ids;
    for (const auto& payment : payments) ids.Add(payment);
    // A row for each payment and report; the report's columns are null when there is none.
    for (const auto& row : postgres::Execute(
             transaction, {"load_reported_payments", sql::kLoadReportedPayments}, ids.Take())) {
        const auto payment = postgres::AsId<core::PaymentId>(row[0]);
        auto& one = known[payment];
        one.partner_id = postgres::AsText(row[1]);
        if (row[2].is_null()) continue;
        one.reports.push_back({.payment = payment,
                               .kind = static_cast<ReportKind>(postgres::AsInt(row[2])),
                               .reason = postgres::AsText(row[3]),
                               .reported_by = postgres::AsText(row[4]),
                               .reported_at = postgres::AsTimestamp(row[5])});
    }
    return known;
}

void SaveReports(postgres::Transaction& transaction, std::span<const FraudReport> reports) {
    if (reports.empty()) return;
    postgres::UuidArray payments;
    postgres::IntegerArray kinds;
    postgres::TextArray reasons, by;
    postgres::TimestampArray times;
    for (const auto& report : reports) {
        payments.Add(report.payment);
        kinds.Add(static_cast<std::int64_t>(report.kind));
        reasons.Add(report.reason);
        by.Add(report.reported_by);
        times.Add(report.reported_at);
    }
    postgres::Execute(transaction, {"save_reports", sql::kSaveReports}, payments.Take(),
                      kinds.Take(), reasons.Take(), by.Take(), times.Take());
}

}  // namespace clearway::fraud
