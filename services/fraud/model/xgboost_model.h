// SPDX-License-Identifier: Apache-2.0
// A verified model at work on the engine's rows: picks its features by place, scores and explains.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "services/fraud/model/booster.h"
#include "services/fraud/model/manifest.h"
#include "services/fraud/model/verify_model.h"

namespace clearway::fraud {

// What one feature did to one score.
struct Contribution {
    std::string feature;
    double value = 0;     // of the row; NaN: missing
    double log_odds = 0;  // above 0: towards fraud

    friend bool operator==(const Contribution&, const Contribution&) = default;
};

// Immutable; every member may be called from any number of threads at once.
// A row holds the engine's values in the order of `row_names`, NaN where one is missing. A row of
// another width is a std::invalid_argument.
class TrainedModel {
public:
    // Throws BoosterError when the row lacks a feature of the model, or when the booster cannot be
    // loaded or reads another number of features than its manifest names.
    TrainedModel(const VerifiedModel& verified, std::span<const std::string> row_names);

    const std::string& Version() const { return version_; }  // "name/version"
    const Manifest& About() const { return manifest_; }

    // The probability of fraud, 0 to 1. Some microseconds.
    double Score(std::span<const double> row) const;

    // The `top` features that weigh most towards fraud, the largest first; those that weigh against
    // it come last. Tens to hundreds of microseconds.
    std::vector<Contribution> Contributions(std::span<const double> row, std::size_t top) const;

private:
    std::span<const float> Pick(std::span<const double> row, std::span<float> picked) const;

    Manifest manifest_;
    std::string version_;
    Booster booster_;
    std::size_t row_width_;
    std::vector<std::size_t> places_;  // in the engine's row, by the model's order
};

// A probability as a platform score: 0 to 1000, rounded to the nearest. What is no probability is
// brought into the range; NaN is 1000, since not knowing is no reason to be calm.
std::int32_t PlatformScore(double probability);

}  // namespace clearway::fraud
