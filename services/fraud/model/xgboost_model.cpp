// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/xgboost_model.h"

#include <algorithm>
#include <array>
#include <limits>

#include "services/fraud/model/reason_codes.h"

namespace clearway::fraud {

namespace {

// What a float cannot hold is as large as a float can be; NaN stays NaN.
float AsFloat(double value) {
    constexpr double kMax = std::numeric_limits<float>::max();
    return static_cast<float>(std::clamp(value, -kMax, kMax));
}

}  // namespace

TrainedModel::TrainedModel(const VerifiedModel& verified, std::span<const std::string> row_names)
    : manifest_(verified.About()),
      version_(manifest_.FullVersion()),
      booster_(verified.BoosterBytes()),
      row_width_(row_names.size()) {
    if (booster_.FeatureCount() != manifest_.features.size())
        throw BoosterError("the booster reads " + std::to_string(booster_.FeatureCount()) +
                           " features, its manifest names " +
                           std::to_string(manifest_.features.size()));
    for (const auto& name : manifest_.features) {
        const auto found = std::ranges::find(row_names, name);
        if (found == row_names.end()) throw BoosterError("the row has no feature " + name);
        places_.push_back(static_cast<std::size_t>(found - row_names.begin()));
    }
}

double TrainedModel::Score(std::span<const double> row) const {
    std::array<float, kModelFeaturesMax> picked;
    return booster_.Predict(Pick(row, picked));
}

std::vector<Contribution> TrainedModel::Contributions(std::span<const double> row,
                                                      std::size_t top) const {
    std::array<float, kModelFeaturesMax> picked;
    const auto explanation = booster_.Contributions(Pick(row, picked));
    std::vector<std::size_t> order(places_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, std::ranges::greater(),
                             [&](std::size_t i) { return explanation.features[i]; });
    order.resize(std::min(top, order.size()));
    std::vector<Contribution> contributions;
    for (const auto i : order)
        contributions.push_back({.feature = manifest_.features[i],
                                 .value = row[places_[i]],
                                 .log_odds = explanation.features[i]});
    return contributions;
}

std::span<const float> TrainedModel::Pick(std::span<const double> row,
                                          std::span<float> picked) const {
    if (row.size() != row_width_)
        throw std::invalid_argument("a row of " + std::to_string(row.size()) +
                                    " values for a model on rows of " + std::to_string(row_width_));
    for (std::size_t i = 0; i < places_.size(); ++i) picked[i] = AsFloat(row[places_[i]]);
    return picked.first(places_.size());
}

CalibrationCard TrainedModel::CalibrationOnCard() const {
    CalibrationCard card;
    for (const auto& bin : manifest_.calibration) card.bins.push_back({bin.below, bin.observed});
    return card;
}

std::vector<Reason> TrainedModel::ReasonsOf(std::span<const Contribution> contributions) const {
    std::vector<Reason> reasons;
    for (const auto& code : ReasonCodes::BuiltIn().Of(contributions, contributions.size()))
        reasons.push_back({code.code, code.words, code.iso});
    return reasons;
}

}  // namespace clearway::fraud
