// SPDX-License-Identifier: Apache-2.0
// The names that a policy may use beside the features: the model's score, the lists and what is
// known for a minute alone. A row holds
// their values behind the features, in this order.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clearway::fraud {

// score: 0 to 1000. The flags: 1 on the list, 0 not. The orders of the payer within a minute: as
// payments are counted, but all of a payment file are one.
inline constexpr std::array<std::string_view, 7> kNamesBesideFeatures{
    "score",         "payer_blocked", "payee_blocked",  "device_blocked",
    "payer_allowed", "payee_allowed", "payer_orders_1m"};

inline std::vector<std::string> PolicyNames(std::span<const std::string> features) {
    std::vector<std::string> names(features.begin(), features.end());
    names.insert(names.end(), kNamesBesideFeatures.begin(), kNamesBesideFeatures.end());
    return names;
}

}  // namespace clearway::fraud
