// SPDX-License-Identifier: Apache-2.0
// For tests that features are the same wherever they are computed.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "services/fraud/scoring/model.h"

namespace clearway::fraud {

// Tells what the model got to see.
class SeeingModel final : public Model {
public:
    const std::string& Version() const override { return version_; }
    double Score(std::span<const double> row) const override {
        seen.assign(row.begin(), row.end());
        return 0;
    }
    std::vector<Contribution> Contributions(std::span<const double>, std::size_t) const override {
        return {};
    }
    std::vector<Reason> ReasonsOf(std::span<const Contribution>) const override { return {}; }

    mutable std::vector<double> seen;

private:
    std::string version_ = "seeing/1";
};

// Missing is the same as missing.
inline int Differences(std::span<const double> a, std::span<const double> b) {
    if (a.size() != b.size()) return static_cast<int>(std::max(a.size(), b.size()));
    int differences = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const bool same = std::isnan(a[i]) ? std::isnan(b[i]) : std::abs(a[i] - b[i]) <= 1e-9;
        differences += same ? 0 : 1;
    }
    return differences;
}

}  // namespace clearway::fraud
