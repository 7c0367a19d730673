// SPDX-License-Identifier: Apache-2.0
// The model until one is trained: a scorecard. Each line gives points when a feature lies in its
// band; the score is their sum, 1000 at most. Integers only, so everyone can add it up by hand.
#pragma once

#include <limits>
#include <span>

#include "services/fraud/domain/model/model.h"

namespace clearway::fraud {

struct ScorecardLine {
    Feature feature;
    std::int64_t from;   // inclusive
    std::int64_t below;  // exclusive
    std::int32_t points;
    std::string_view why;
};

class Scorecard final : public Model {
public:
    std::string_view Version() const override;
    std::int32_t Score(const FeatureVector& features) const override;

    static std::span<const ScorecardLine> Lines();
};

}  // namespace clearway::fraud
