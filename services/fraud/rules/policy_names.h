// SPDX-License-Identifier: Apache-2.0
// The names that a policy may use beside the features: the model's score and the lists. A row holds
// their values behind the features, in this order.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clearway::fraud {

// score: 0 to 1000. The flags: 1 on the list, 0 not.
inline constexpr std::array<std::string_view, 6> kNamesBesideFeatures{
    "score", "payer_blocked", "payee_blocked", "device_blocked", "payer_allowed", "payee_allowed"};

inline std::vector<std::string> PolicyNames(std::span<const std::string> features) {
    std::vector<std::string> names(features.begin(), features.end());
    names.insert(names.end(), kNamesBesideFeatures.begin(), kNamesBesideFeatures.end());
    return names;
}

}  // namespace clearway::fraud
