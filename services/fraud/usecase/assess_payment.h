// SPDX-License-Identifier: Apache-2.0
// Scores an attempt: features -> model -> policy, in memory and at once, so that a burst faster
// than any event stream is stopped. An attempt counts once, whether it is scored, repeated, or
// learned of from the payment's event. Thread-safe. Never: SQL, waiting.
#pragma once

#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "services/fraud/domain/attempt.h"
#include "services/fraud/domain/features/feature_windows.h"
#include "services/fraud/domain/features/lru_table.h"
#include "services/fraud/domain/model/model.h"
#include "services/fraud/domain/policy/policy.h"
#include "telemetry/metrics.h"

namespace clearway::fraud {

struct MemoryLimits {
    std::size_t entities_max;  // payers, payees and devices, each
    std::size_t payments_max;  // payment ids remembered, so that none counts twice
};

class PaymentAssessor {
public:
    // `model` must outlive the assessor.
    PaymentAssessor(Policy policy, const Model& model, const MemoryLimits& limits);

    // Counts the attempt unless it is remembered. A repeated call gets the answer of the first.
    Assessment Assess(const Attempt& attempt);
    // Attempts that payment events tell of: those not remembered are counted.
    void Learn(std::span<const Attempt> attempts);

    // Payers, payees and devices in memory.
    std::size_t Entities();
    const std::string& PolicyVersion() const { return policy_version_; }

private:
    struct Remembered {
        bool counted = false;
        bool assessed = false;
        Outcome outcome = Outcome::kApprove;
        std::int32_t score = 0;
        std::uint64_t enforced = 0;
    };

    void Judge(const FeatureVector& features, Remembered& remembered);

    const Policy policy_;
    const std::string policy_version_;
    const Model& model_;
    std::vector<metrics::Counter> rule_hits_;    // by rule
    std::vector<metrics::Counter> outcomes_;     // by Outcome
    std::mutex mutex_;  // guards what follows; held for microseconds
    FeatureWindows windows_;
    LruTable<Remembered> payments_;
};

}  // namespace clearway::fraud
