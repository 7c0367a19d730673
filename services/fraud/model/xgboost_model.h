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
#include "services/fraud/scoring/model.h"

namespace clearway::fraud {

// Immutable; every member may be called from any number of threads at once.
// A row holds the engine's values in the order of `row_names`, NaN where one is missing. A row of
// another width is a std::invalid_argument.
class TrainedModel final : public Model {
public:
    // Throws BoosterError when the row lacks a feature of the model, or when the booster cannot be
    // loaded or reads another number of features than its manifest names.
    TrainedModel(const VerifiedModel& verified, std::span<const std::string> row_names);

    const std::string& Version() const override { return version_; }
    const Manifest& About() const { return manifest_; }

    double Score(std::span<const double> row) const override;

    // Those that weigh against fraud come last.
    std::vector<Contribution> Contributions(std::span<const double> row,
                                            std::size_t top) const override;
    ScoreDistribution ScoresInTraining() const override {
        return {manifest_.score_distribution.edges, manifest_.score_distribution.share};
    }
    CalibrationCard CalibrationOnCard() const override;
    // By the table that ships with the program.
    std::vector<Reason> ReasonsOf(std::span<const Contribution> contributions) const override;

private:
    std::span<const float> Pick(std::span<const double> row, std::span<float> picked) const;

    Manifest manifest_;
    std::string version_;
    Booster booster_;
    std::size_t row_width_;
    std::vector<std::size_t> places_;  // in the engine's row, by the model's order
};

}  // namespace clearway::fraud
