// SPDX-License-Identifier: Apache-2.0
// The place of the model between features and policy. Must be pure, thread-safe and quick, because
// every payment waits for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "services/fraud/domain/attempt.h"
#include "services/fraud/scoring/score_calibration.h"
#include "services/fraud/scoring/score_drift.h"

namespace clearway::fraud {

// What one feature did to one score.
struct Contribution {
    std::string feature;
    double value = 0;     // of the row; NaN: missing
    double log_odds = 0;  // above 0: towards fraud

    friend bool operator==(const Contribution&, const Contribution&) = default;
};

// A row holds the engine's values in their order, NaN where one is missing.
class Model {
public:
    virtual ~Model() = default;
    virtual const std::string& Version() const = 0;  // "name/version"
    // The probability of fraud, 0 to 1. Some microseconds.
    virtual double Score(std::span<const double> row) const = 0;
    // The `top` features that weigh most towards fraud, the largest first. Tens to hundreds of
    // microseconds.
    virtual std::vector<Contribution> Contributions(std::span<const double> row,
                                                    std::size_t top) const = 0;
    // How its scores lay in training; empty: not known.
    virtual ScoreDistribution ScoresInTraining() const { return {}; }
    // How often its scores were fraud when it was tried; empty: not known.
    virtual CalibrationCard CalibrationOnCard() const { return {}; }
    // Words for what contributions say, each once.
    virtual std::vector<Reason> ReasonsOf(std::span<const Contribution> contributions) const = 0;
};

using SharedModel = std::shared_ptr<const Model>;

// A probability as a platform score: 0 to 1000, rounded to the nearest. What is no probability is
// brought into the range; NaN is 1000, since not knowing is no reason to be calm.
std::int32_t PlatformScore(double probability);

}  // namespace clearway::fraud
