// SPDX-License-Identifier: Apache-2.0
// A payment that waits for an operator, and what an analyst is shown to decide on it. Plain values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/fraud/domain/attempt.h"
#include "services/fraud/domain/fraud_report.h"

namespace clearway::fraud {

struct ReviewCase {
    core::PaymentId payment;
    core::Timestamp opened_at = {};
    std::int32_t score = kNoScore;
    std::string reasons = {};  // codes, comma-separated
    std::optional<core::Timestamp> closed_at = {};
    std::string outcome = {};  // "authorised", "declined", "cancelled"; empty while it waits

    friend bool operator==(const ReviewCase&, const ReviewCase&) = default;
};

// Payment events tell of both. A case is opened once: that it is told again changes nothing.
struct OpenReview {
    ReviewCase review;
};
struct EndReview {
    core::PaymentId payment;
    core::Timestamp at;
    std::string outcome;
};

// What was kept of a payment's first decision.
struct KeptAssessment {
    std::string outcome;
    std::int32_t score = kNoScore;
    std::string policy_version = {};
    std::string model_version = {};
    std::vector<Reason> reasons = {};
    std::vector<KeptContribution> contributions = {};
    core::Timestamp decided_at = {};
};

struct CaseFile {
    std::optional<ReviewCase> review;
    std::optional<KeptAssessment> assessment;
    Attempt attempt;
    std::vector<Attempt> payer_attempts = {};  // newest first, as below
    std::vector<Attempt> payee_attempts = {};
    std::vector<FraudReport> reports = {};
};

}  // namespace clearway::fraud
