// SPDX-License-Identifier: Apache-2.0
// The features of an attempt: a fixed row of integers with a public name each, which models read by
// position and policies by name. Append only: names are part of policy files.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace clearway::fraud {

enum class Entity : std::uint8_t { kPayer, kPayee, kDevice };
enum class Window : std::uint8_t { k1m, k10m, k1h, k24h };

// Counts and sums include the attempt itself. Sums and kAmount are ScaledAmount()s.
enum class Feature : std::uint8_t {
    kPayerCount1m, kPayerCount10m, kPayerCount1h, kPayerCount24h,
    kPayerSum1m, kPayerSum10m, kPayerSum1h, kPayerSum24h,
    kPayeeCount1m, kPayeeCount10m, kPayeeCount1h, kPayeeCount24h,
    kPayeeSum1m, kPayeeSum10m, kPayeeSum1h, kPayeeSum24h,
    kDeviceCount1m, kDeviceCount10m, kDeviceCount1h, kDeviceCount24h,
    kDeviceSum1m, kDeviceSum10m, kDeviceSum1h, kDeviceSum24h,
    kPayerSecondsSinceLast,  // since the payer's attempt before; 86400: a day or longer, or never
    kNewPayee,               // 1: this payer has not paid this payee within 24 hours
    kAmount,
    kScore,                  // the model's answer, so that a policy can have a rule on it
};

inline constexpr std::size_t kFeatureCount = 28;
inline constexpr std::size_t kWindowCount = 4;

constexpr Feature CountOf(Entity entity, Window window) {
    return static_cast<Feature>(static_cast<int>(entity) * 8 + static_cast<int>(window));
}
constexpr Feature SumOf(Entity entity, Window window) {
    return static_cast<Feature>(static_cast<int>(entity) * 8 + 4 + static_cast<int>(window));
}

class FeatureVector {
public:
    std::int64_t& operator[](Feature feature) { return values_[static_cast<std::size_t>(feature)]; }
    std::int64_t operator[](Feature feature) const {
        return values_[static_cast<std::size_t>(feature)];
    }
    friend bool operator==(const FeatureVector&, const FeatureVector&) = default;

private:
    std::array<std::int64_t, kFeatureCount> values_{};
};

std::string_view NameOf(Feature feature);
std::optional<Feature> FeatureNamed(std::string_view name);

}  // namespace clearway::fraud
