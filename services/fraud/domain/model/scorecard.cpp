// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/domain/model/scorecard.h"

#include <algorithm>

namespace clearway::fraud {

namespace {

constexpr auto kUp = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMajor = 10'000;  // sums and amounts are ten-thousandths

constexpr ScorecardLine kLines[] = {
    {Feature::kPayerCount1m, 4, 11, 60, "several payments within a minute"},
    {Feature::kPayerCount1m, 11, 21, 200, "many payments within a minute"},
    {Feature::kPayerCount1m, 21, kUp, 400, "faster than a person pays"},
    {Feature::kPayerCount1h, 60, kUp, 100, "a busy hour of the payer"},
    {Feature::kPayerSecondsSinceLast, 0, 5, 40, "the payer paid just before"},
    {Feature::kDeviceCount1m, 6, 31, 80, "a device with many payments within a minute"},
    {Feature::kDeviceCount1m, 31, kUp, 300, "a device faster than a person pays"},
    {Feature::kDeviceCount24h, 100, kUp, 80, "a device with very many payments a day"},
    {Feature::kNewPayee, 1, 2, 40, "the first payment to this payee within a day"},
    {Feature::kAmount, 1'000 * kMajor, 10'000 * kMajor, 40, "a large amount"},
    {Feature::kAmount, 10'000 * kMajor, 100'000 * kMajor, 100, "a very large amount"},
    {Feature::kAmount, 100'000 * kMajor, kUp, 180, "an extreme amount"},
    {Feature::kPayerSum24h, 100'000 * kMajor, 1'000'000 * kMajor, 60, "a day of large sums"},
    {Feature::kPayerSum24h, 1'000'000 * kMajor, kUp, 160, "a day of extreme sums"},
};

}  // namespace

std::string_view Scorecard::Version() const { return "scorecard-1"; }

std::int32_t Scorecard::Score(const FeatureVector& features) const {
    std::int32_t score = 0;
    for (const auto& line : kLines) {
        const auto value = features[line.feature];
        if (value >= line.from && value < line.below) score += line.points;
    }
    return std::min(score, kScoreMax);
}

std::span<const ScorecardLine> Scorecard::Lines() { return kLines; }

}  // namespace clearway::fraud
