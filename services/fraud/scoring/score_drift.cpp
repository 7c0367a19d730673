// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/scoring/score_drift.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "telemetry/log.h"

namespace clearway::fraud {

namespace {

constexpr double kLeastShare = 1e-4;
constexpr std::uint64_t kPublishEvery = 500;

}  // namespace

double StabilityIndex(const std::vector<double>& then, const std::vector<double>& now) {
    double index = 0;
    for (std::size_t i = 0; i < then.size(); ++i) {
        const auto expected = std::max(then[i], kLeastShare);
        const auto actual = std::max(now[i], kLeastShare);
        index += (actual - expected) * std::log(actual / expected);
    }
    return index;
}

double KolmogorovSmirnov(const std::vector<double>& then, const std::vector<double>& now) {
    double expected = 0;
    double actual = 0;
    double distance = 0;
    for (std::size_t i = 0; i < then.size(); ++i) {
        expected += then[i];
        actual += now[i];
        distance = std::max(distance, std::abs(expected - actual));
    }
    return distance;
}

ScoreDrift::ScoreDrift(std::string model, std::string role, ScoreDistribution card)
    : model_(std::move(model)),
      card_(std::move(card)),
      stability_index_("clearway_fraud_score_psi",
                       "Population stability index of the latest scores against the model's card.",
                       metrics::Labels{{"model", model_}, {"role", role}}),
      distance_("clearway_fraud_score_ks",
                "Kolmogorov-Smirnov distance of the latest scores from the model's card.",
                metrics::Labels{{"model", model_}, {"role", role}}),
      alarm_("clearway_fraud_drift_alarm",
             "1 while a model's scores lie otherwise than in training.",
             metrics::Labels{{"model", model_}, {"role", role}}) {}

void ScoreDrift::Add(std::int32_t score) {
    const std::lock_guard lock(mutex_);
    ++now_[static_cast<std::size_t>(std::clamp(score, 0, 1'000))];
    ++in_now_;
    if (in_now_ == kHalfWindow) {
        before_ = std::exchange(now_, Counts{});
        in_before_ = std::exchange(in_now_, 0);
    }
    if (in_now_ % kPublishEvery == 0) Publish();
}

ScoreDrift::Reading ScoreDrift::Read() const {
    const std::lock_guard lock(mutex_);
    return Judge();
}

ScoreDrift::Reading ScoreDrift::Judge() const {
    Reading reading{.scores = in_now_ + in_before_};
    if (reading.scores < kLeast || card_.share.empty()) return reading;
    std::vector<double> share(card_.share.size());
    for (std::size_t score = 0; score < now_.size(); ++score) {
        const auto count = now_[score] + before_[score];
        if (count == 0) continue;
        // What lies outside of the card's edges belongs to the nearest bin.
        const auto above =
            std::ranges::upper_bound(card_.edges, static_cast<double>(score)) - card_.edges.begin();
        const auto bin =
            std::clamp<std::ptrdiff_t>(above - 1, 0, static_cast<std::ptrdiff_t>(share.size()) - 1);
        share[static_cast<std::size_t>(bin)] +=
            static_cast<double>(count) / static_cast<double>(reading.scores);
    }
    reading.stability_index = StabilityIndex(card_.share, share);
    reading.distance = KolmogorovSmirnov(card_.share, share);
    reading.alarm = reading.stability_index > kStabilityAlarm || reading.distance > kDistanceAlarm;
    return reading;
}

void ScoreDrift::Publish() {
    const auto reading = Judge();
    stability_index_.Set(reading.stability_index);
    distance_.Set(reading.distance);
    alarm_.Set(reading.alarm ? 1 : 0);
    if (reading.alarm && !alarmed_) {
        log::Warn("a model's scores lie otherwise than in training",
                  {{"model", model_},
                   {"stability_index_thousandths", std::lround(reading.stability_index * 1'000)},
                   {"distance_thousandths", std::lround(reading.distance * 1'000)}});
    }
    alarmed_ = reading.alarm;
}

}  // namespace clearway::fraud
