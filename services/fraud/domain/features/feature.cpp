// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/domain/features/feature.h"

#include <algorithm>

namespace clearway::fraud {

namespace {

// In the order of the enumeration.
constexpr std::array<std::string_view, kFeatureCount> kNames{
    "payer_count_1m",  "payer_count_10m",  "payer_count_1h",  "payer_count_24h",
    "payer_sum_1m",    "payer_sum_10m",    "payer_sum_1h",    "payer_sum_24h",
    "payee_count_1m",  "payee_count_10m",  "payee_count_1h",  "payee_count_24h",
    "payee_sum_1m",    "payee_sum_10m",    "payee_sum_1h",    "payee_sum_24h",
    "device_count_1m", "device_count_10m", "device_count_1h", "device_count_24h",
    "device_sum_1m",   "device_sum_10m",   "device_sum_1h",   "device_sum_24h",
    "payer_seconds_since_last", "new_payee", "amount", "score"};

static_assert(static_cast<std::size_t>(Feature::kScore) + 1 == kFeatureCount);
static_assert(CountOf(Entity::kDevice, Window::k24h) == Feature::kDeviceCount24h);
static_assert(SumOf(Entity::kPayee, Window::k1m) == Feature::kPayeeSum1m);
static_assert(std::ranges::none_of(kNames, [](auto name) { return name.empty(); }));

}  // namespace

std::string_view NameOf(Feature feature) { return kNames[static_cast<std::size_t>(feature)]; }

std::optional<Feature> FeatureNamed(std::string_view name) {
    const auto found = std::ranges::find(kNames, name);
    if (found == kNames.end()) return std::nullopt;
    return static_cast<Feature>(found - kNames.begin());
}

}  // namespace clearway::fraud
