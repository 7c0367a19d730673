// SPDX-License-Identifier: Apache-2.0
// A model that scores each row once, whoever asks, and remembers the probability: two contenders
// with the same model pay for it once, and a backtest ranks by more than the thousand steps of a
// platform score. Explains nothing: of a whole file only a few payments are explained, later. Not
// thread-safe.
#pragma once

#include <cmath>
#include <optional>
#include <utility>

#include "services/fraud/scoring/model.h"

namespace clearway::fraud {

class RowModel final : public Model {
public:
    explicit RowModel(SharedModel model) : model_(std::move(model)) {}

    void NextRow() { probability_.reset(); }
    // Of the present row, 0 to 1; what is no number counts as fraud, as in PlatformScore().
    double Probability(std::span<const double> row) const {
        const auto probability = Score(row);
        return std::isnan(probability) ? 1 : probability;
    }

    const std::string& Version() const override { return model_->Version(); }
    double Score(std::span<const double> row) const override {
        if (!probability_) probability_ = model_->Score(row);
        return *probability_;
    }
    std::vector<Contribution> Contributions(std::span<const double>, std::size_t) const override {
        return {};
    }
    std::vector<Reason> ReasonsOf(std::span<const Contribution>) const override { return {}; }

private:
    SharedModel model_;
    mutable std::optional<double> probability_;
};

}  // namespace clearway::fraud
