// SPDX-License-Identifier: Apache-2.0
// Scores an attempt: features -> model -> policy, in memory and at once, so that a burst faster
// than any event stream is stopped. A payment counts once, whether it is scored, repeated, or
// learned of from the log. When it comes again with other terms (the caller's first try ended
// undecided), they take the place of the former in the features and are judged anew, as if they had
// come first: an answer is good for its own terms only. Thread-safe. Never: SQL, waiting.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "services/fraud/domain/attempt.h"
#include "services/fraud/features/entity_table.h"
#include "services/fraud/features/feature_engine.h"
#include "services/fraud/scoring/party_lists.h"
#include "services/fraud/scoring/payer_orders.h"
#include "services/fraud/scoring/scoring.h"
#include "services/fraud/usecase/ports.h"
#include "telemetry/metrics.h"

namespace clearway::fraud {

struct Assessment {
    Outcome outcome = Outcome::kDecline;
    std::int32_t score = kNoScore;  // 0 to 1000; kNoScore without a model
    std::vector<Reason> reasons;
    std::vector<Contribution> contributions;  // of the score, when this is no plain approval
    std::string policy_version;
    std::string model_version;  // "none": there is no model

    friend bool operator==(const Assessment&, const Assessment&) = default;
};

struct MemoryLimits {
    std::size_t entities_max;  // payers, payees, devices and terminals, each
    std::size_t payments_max;  // payment ids remembered, so that none counts twice
};

class PaymentAssessor {
public:
    // `engine`: with what the log held up to some position; Learn() brings the rest.
    PaymentAssessor(FeatureEngine engine, std::shared_ptr<const Scoring> scoring,
                    const PartyLists& lists, std::size_t payments_max);

    // Counts the attempt unless its payment is counted. A call with the same terms gets the answer
    // of the first.
    Assessment Assess(const Attempt& attempt);
    // Entries of the log: attempts that are not counted yet, or with other terms, and reports.
    void Learn(std::span<const LogEntry> entries);
    // From now on payments are judged by this.
    void Use(std::shared_ptr<const Scoring> scoring);
    std::shared_ptr<const Scoring> Used();

    std::size_t Entities();

private:
    struct Answer {
        Assessment assessment;
        std::atomic_flag complete;  // set once: from then on the assessment stays as it is
    };
    struct Remembered {
        std::optional<Attempt> counted;  // as the engine holds it
        std::shared_ptr<Answer> answer;  // none: it was only learned of
    };
    // An attempt with the answer to it, and what completing that takes.
    struct Case {
        std::shared_ptr<Answer> answer;
        std::shared_ptr<const Scoring> scoring = nullptr;  // none: another call completes it
        Judgement judgement = {};
        std::vector<double> row = {};  // empty when there is nothing to explain
    };

    Case Count(const Attempt& attempt);
    static void Complete(Case& open);

    const PartyLists& lists_;
    const metrics::Counter cpu_plain_;
    const metrics::Counter cpu_explained_;
    std::vector<metrics::Counter> outcomes_;  // by Outcome
    std::mutex mutex_;                        // guards what follows
    FeatureEngine engine_;
    std::shared_ptr<const Scoring> scoring_;
    EntityTable<Remembered> payments_;
    PayerOrders orders_;
    std::vector<double> row_;
};

}  // namespace clearway::fraud
