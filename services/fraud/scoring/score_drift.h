// SPDX-License-Identifier: Apache-2.0
// Whether the scores of today lie as those in training did: the population stability index and the
// Kolmogorov-Smirnov distance of the latest scores from the model's card. Thread-safe, some
// nanoseconds a score.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "telemetry/metrics.h"

namespace clearway::fraud {

// share[i] of the scores from edges[i] to below edges[i + 1], in platform scores.
struct ScoreDistribution {
    std::vector<double> edges;
    std::vector<double> share;
};

// PSI = sum of (now - then) * ln(now / then) over the bins; a share of nothing counts as a
// ten-thousandth. Both distributions have the same bins.
double StabilityIndex(const std::vector<double>& then, const std::vector<double>& now);
// The largest distance between the two cumulative distributions.
double KolmogorovSmirnov(const std::vector<double>& then, const std::vector<double>& now);

class ScoreDrift {
public:
    // Beyond these a model is looked at: the field's rules of thumb.
    static constexpr double kStabilityAlarm = 0.25;
    static constexpr double kDistanceAlarm = 0.2;
    // Judged are the latest 10,000 to 20,000 scores; with fewer than 1,000 nothing is said.
    static constexpr std::uint64_t kHalfWindow = 10'000;
    static constexpr std::uint64_t kLeast = 1'000;

    ScoreDrift(std::string model, std::string role, ScoreDistribution card);

    void Add(std::int32_t score);

    struct Reading {
        std::uint64_t scores = 0;
        double stability_index = 0;
        double distance = 0;
        bool alarm = false;
    };
    Reading Read() const;

private:
    using Counts = std::array<std::uint64_t, 1'001>;

    Reading Judge() const;
    void Publish();

    const std::string model_;
    const ScoreDistribution card_;
    metrics::Gauge stability_index_;
    metrics::Gauge distance_;
    metrics::Gauge alarm_;
    mutable std::mutex mutex_;
    Counts now_{};     // by score, of the half that fills
    Counts before_{};  // of the half before
    std::uint64_t in_now_ = 0;
    std::uint64_t in_before_ = 0;
    bool alarmed_ = false;
};

}  // namespace clearway::fraud
