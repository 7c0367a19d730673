// SPDX-License-Identifier: Apache-2.0
// The place of the model between features and policy. A trained model implements this; it must be
// pure, thread-safe and quick, because every payment waits for it.
#pragma once

#include <cstdint>
#include <string_view>

#include "services/fraud/domain/features/feature.h"

namespace clearway::fraud {

inline constexpr std::int32_t kScoreMax = 1000;

class Model {
public:
    virtual ~Model() = default;
    virtual std::string_view Version() const = 0;
    // 0 (nothing unusual) to kScoreMax.
    virtual std::int32_t Score(const FeatureVector& features) const = 0;
};

}  // namespace clearway::fraud
