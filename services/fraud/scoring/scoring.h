// SPDX-License-Identifier: Apache-2.0
// What turns a row of features into a decision: the champion model, the policy, and the challengers
// and shadow policies that see the same traffic and decide nothing. One immutable set: a promotion
// puts another in its place, and no payment is judged by half of each. Thread-safe.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "services/fraud/features/feature_table.h"
#include "services/fraud/rules/fraud_policy.h"
#include "services/fraud/scoring/model.h"
#include "services/fraud/scoring/party_lists.h"
#include "telemetry/metrics.h"

namespace clearway::fraud {

struct Judgement {
    std::int32_t score = kNoScore;
    FraudVerdict verdict;
    std::vector<Contribution> contributions;  // of Explain()
};

using SharedPolicy = std::shared_ptr<const FraudPolicy>;

class Scoring {
public:
    // Without a champion the rules alone decide, and answers say so. Policies must be compiled for
    // RowNames(table).
    Scoring(const FeatureTable& table, SharedPolicy policy, SharedModel champion,
            std::vector<SharedModel> challengers = {}, std::vector<SharedPolicy> shadows = {});

    // The names of a policy's row: the features, the score, the lists.
    static std::vector<std::string> RowNames(const FeatureTable& table);

    // `features` in the table's order. `payer_orders_1m` of PayerOrders; where nothing is known of
    // files, each payment is an order of its own. Some microseconds.
    Judgement Judge(std::span<const double> features, const ListFlags& flags,
                    std::optional<std::int64_t> payer_orders_1m = {}) const;
    // Adds what the features did to the score of a judgement that is no plain approval. `features`
    // as they were judged. Tens to hundreds of microseconds.
    void Explain(std::span<const double> features, Judgement& judgement) const;
    // The reasons of an explained judgement: of the rules, then of the model when a rule on its
    // score fired.
    std::vector<Reason> ReasonsOf(const Judgement& judgement) const;

    // What became of payments that the champion scored, as metrics beside its card.
    void Calibrate(std::span<const ScoreOutcome> outcomes) const;

    std::string PolicyVersion() const { return policy_->GetPolicy().FullVersion(); }
    // "none": the rules decide alone.
    std::string ModelVersion() const;

private:
    struct Watched {
        SharedModel model;
        metrics::Histogram scores;
        std::unique_ptr<ScoreDrift> drift;
        std::unique_ptr<ScoreCalibration> calibration;  // of the champion: its scores are kept
    };

    static Watched Watch(SharedModel model, const char* role);

    std::int32_t ScoreOf(const Watched& watched, std::span<const double> features) const;
    void CountRules(const rules::Verdict& verdict, std::span<const double> row) const;

    std::size_t features_;
    std::optional<std::size_t> payer_count_1m_;  // its place among them
    SharedPolicy policy_;
    std::uint64_t rules_on_score_;
    mutable std::atomic<std::uint64_t> told_{0};  // bit i: that rule i fails was logged
    std::vector<Watched> champion_;               // one or none
    std::vector<Watched> challengers_;
    std::vector<SharedPolicy> shadows_;
    std::vector<metrics::Counter> fired_;                         // by rule
    std::vector<metrics::Counter> failed_;                        // by rule
    std::vector<std::vector<metrics::Counter>> shadow_outcomes_;  // by policy and outcome
};

}  // namespace clearway::fraud
