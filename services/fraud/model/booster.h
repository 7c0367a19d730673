// SPDX-License-Identifier: Apache-2.0
// A trained tree ensemble behind XGBoost's C API: rows in, probabilities and contributions out.
// XGBoost crashes on damaged bytes, so a booster is made of verified bytes only (VerifyModel).
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "services/fraud/model/shap_tables.h"

namespace clearway::fraud {

// The bytes are no booster that this library can score with, or XGBoost refused a call.
class BoosterError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Why a row got its score: log-odds by feature, in model order. Their sum and the bias together are
// the log-odds of the probability.
struct Explanation {
    std::vector<double> features;
    double bias = 0;
};

// Immutable once made; every member may be called from any number of threads at once, and works on
// the calling thread only. A row holds FeatureCount() finite values in model order, or NaN where a
// value is missing; another width is a std::invalid_argument.
class Booster {
public:
    // A binary:logistic model in UBJSON. Throws BoosterError. The bytes are not kept.
    explicit Booster(std::string_view verified_bytes);

    std::size_t FeatureCount() const { return feature_count_; }

    // The probability of fraud, 0 to 1.
    double Predict(std::span<const float> row) const;
    // The probabilities of many rows, laid out one after the other.
    std::vector<double> PredictMany(std::span<const float> rows) const;
    // TreeSHAP, exact. From tables where the model has them, which takes some microseconds; else
    // XGBoost computes it, which takes many times as long.
    Explanation Contributions(std::span<const float> row) const;
    bool HasTables() const { return tables_.has_value(); }

private:
    struct Free {
        void operator()(void* handle) const;
    };

    void RequireLogistic() const;
    void RequireWidth(std::size_t width) const;
    Explanation ComputeContributions(std::span<const float> row) const;
    void MakeTables();

    std::unique_ptr<void, Free> handle_;
    std::size_t feature_count_ = 0;
    double bias_ = 0;  // of every row
    std::optional<ShapTables> tables_;
};

}  // namespace clearway::fraud
