// SPDX-License-Identifier: Apache-2.0
// For tests: the built-in policy or another, and a model whose score is what the test says.
#pragma once

#include <stdexcept>

#include "embedded/fraud_default_policy.h"
#include "embedded/fraud_sample_policies.h"
#include "services/fraud/scoring/scoring.h"

namespace clearway::fraud {

inline SharedPolicy PolicyOf(std::string_view text) {
    auto read = FraudPolicy::Read(text, Scoring::RowNames(FeatureTable::Default()));
    if (!read.policy) throw std::invalid_argument(read.faults.front());
    return std::move(read.policy);
}

// The probability is the amount in thousands of the major unit: 600 is a score of 600.
class AmountModel final : public Model {
public:
    explicit AmountModel(std::string version = "amount/1") : version_(std::move(version)) {}
    const std::string& Version() const override { return version_; }
    double Score(std::span<const double> row) const override { return row[0] / 1000; }
    std::vector<Contribution> Contributions(std::span<const double> row,
                                            std::size_t top) const override {
        std::vector<Contribution> all{{"amount", row[0], 1.5}, {"hour", row[1], -0.25}};
        all.resize(std::min(top, all.size()));
        return all;
    }
    std::vector<Reason> ReasonsOf(std::span<const Contribution> contributions) const override {
        if (contributions.empty()) return {};
        return {{"AMOUNT_HIGH", "The amount itself is unusual.", "FRAD"}};
    }

private:
    std::string version_;
};

inline std::shared_ptr<const Scoring> RulesAlone() {
    return std::make_shared<const Scoring>(
        FeatureTable::Default(), PolicyOf(embedded::fraud_default_policy::kPolicy), nullptr);
}

inline std::shared_ptr<const Scoring> RulesAndModel() {
    return std::make_shared<const Scoring>(FeatureTable::Default(),
                                           PolicyOf(embedded::fraud_sample_policies::kScored),
                                           std::make_shared<const AmountModel>());
}

}  // namespace clearway::fraud
