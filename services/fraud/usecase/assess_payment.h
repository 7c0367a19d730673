// SPDX-License-Identifier: Apache-2.0
// Scores an attempt: features -> model -> policy, in memory and at once, so that a burst faster
// than any event stream is stopped. A payment counts once, whether it is scored, repeated, or
// learned of from its event. When it comes again with other terms (the caller's first try ended
// undecided), they take the place of the former in the windows and are judged anew, as if they had
// come first: an answer is good for its own terms only. Thread-safe. Never: SQL, waiting.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
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

    // Counts the attempt unless its payment is counted. A call with the same terms gets the answer of
    // the first.
    Assessment Assess(const Attempt& attempt);
    // Attempts that payment events tell of: what is not counted yet, or with other terms, is counted.
    void Learn(std::span<const Attempt> attempts);

    // Payers, payees and devices in memory.
    std::size_t Entities();
    const std::string& PolicyVersion() const { return policy_version_; }

private:
    struct Remembered {
        std::optional<Attempt> counted;  // as the windows hold it
        // What the windows told of the payer when the payment was first counted.
        std::int64_t payer_seconds_since_last = 0;
        std::int64_t new_payee = 0;
        bool assessed = false;  // what is counted
        Outcome outcome = Outcome::kApprove;
        std::int32_t score = 0;
        std::uint64_t enforced = 0;
    };

    FeatureVector Count(const Attempt& attempt, Remembered& remembered);
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
