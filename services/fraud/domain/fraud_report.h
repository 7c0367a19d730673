// SPDX-License-Identifier: Apache-2.0
// A report that a payment was fraud: who may make one, and when it is a new one. Pure: no clock, no
// store.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"

namespace clearway::fraud {

enum class ReportKind : std::uint8_t { kFraudReport = 1, kChargeback = 2 };
std::string_view NameOf(ReportKind kind);  // "fraud_report", "chargeback"

struct FraudReport {
    core::PaymentId payment;
    ReportKind kind = ReportKind::kFraudReport;
    std::string reason = {};  // a code, or empty
    std::string reported_by = {};
    core::Timestamp reported_at = {};

    friend bool operator==(const FraudReport&, const FraudReport&) = default;
};

struct ReportFraud {
    FraudReport report;
    std::string partner_id = {};  // empty: an operator, who may report any payment
    std::string traceparent = {};
};

// Whose the payment is, and what was reported of it so far.
struct ReportedPayment {
    std::string partner_id;
    std::vector<FraudReport> reports = {};
};

// A payment was reported, as the service's own fact tells: the features are to learn it.
struct LearnReport {
    core::PaymentId payment;
};

// The stream of a payment's reports; each kind has one fact.
core::Uuid ReportStream(const core::PaymentId& payment);

struct ReportDecision {
    FraudReport report;    // the first of its kind
    std::int32_t version;  // of its fact; 0: there is no new one
};

// `known`: nullptr when there is no such payment. Errors: kPaymentNotFound, also for a payment of
// another partner.
core::Result<ReportDecision> DecideReport(const ReportedPayment* known, const ReportFraud& command);

}  // namespace clearway::fraud
