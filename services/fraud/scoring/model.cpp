// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/scoring/model.h"

#include <cmath>

namespace clearway::fraud {

std::int32_t PlatformScore(double probability) {
    constexpr double kMax = 1000;
    if (std::isnan(probability)) return static_cast<std::int32_t>(kMax);
    return static_cast<std::int32_t>(std::lround(std::fmin(std::fmax(probability, 0), 1) * kMax));
}

}  // namespace clearway::fraud
