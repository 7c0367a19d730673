// SPDX-License-Identifier: Apache-2.0
// Reports of fraud in PostgreSQL, loaded and saved a batch at a time by the single writer. It
// decides nothing.
#pragma once

#include <map>
#include <span>

#include "postgres/connection.h"
#include "services/fraud/domain/fraud_report.h"

namespace clearway::fraud {

using ReportedPayments = std::map<core::PaymentId, ReportedPayment>;

// Those of the payments whose attempt the feature log holds.
ReportedPayments LoadReportedPayments(postgres::Transaction& transaction,
                                      std::span<const core::PaymentId> payments);

void SaveReports(postgres::Transaction& transaction, std::span<const FraudReport> reports);

}  // namespace clearway::fraud
