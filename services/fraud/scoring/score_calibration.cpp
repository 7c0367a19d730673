// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/scoring/score_calibration.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "telemetry/log.h"

namespace clearway::fraud {

namespace {

std::size_t BinOf(const CalibrationCard& card, std::int32_t score) {
    const auto above = std::ranges::upper_bound(card.bins, score / 1000.0, std::ranges::less(),
                                                &CalibrationCard::Bin::below);
    return std::min(static_cast<std::size_t>(above - card.bins.begin()), card.bins.size() - 1);
}

bool IsAlarming(const CalibrationReading& reading) {
    const auto reported = static_cast<double>(reading.reported);
    if (std::max(reported, reading.expected) < ScoreCalibration::kLeastReports) return false;
    if (std::abs(reported - reading.expected) <=
        ScoreCalibration::kDeviationsAlarm * std::sqrt(reading.expected))
        return false;
    return reported > ScoreCalibration::kRatioAlarm * reading.expected ||
           reading.expected > ScoreCalibration::kRatioAlarm * reported;
}

}  // namespace

CalibrationReading Calibrate(const CalibrationCard& card, std::span<const ScoreOutcome> outcomes) {
    CalibrationReading reading;
    if (card.bins.empty()) return reading;
    struct Came {
        double payments = 0;
        double reported = 0;
    };
    std::vector<Came> came(card.bins.size());
    for (const auto& outcome : outcomes) {
        auto& bin = came[BinOf(card, outcome.score)];
        bin.payments += static_cast<double>(outcome.payments);
        bin.reported += static_cast<double>(outcome.reported);
        reading.payments += outcome.payments;
        reading.reported += outcome.reported;
    }
    for (std::size_t i = 0; i < came.size(); ++i) {
        const auto expected = card.bins[i].fraud * came[i].payments;
        reading.expected += expected;
        reading.error += std::abs(came[i].reported - expected);
    }
    if (reading.payments > 0) reading.error /= static_cast<double>(reading.payments);
    if (reading.expected > 0)
        reading.ratio = static_cast<double>(reading.reported) / reading.expected;
    reading.alarm = IsAlarming(reading);
    return reading;
}

ScoreCalibration::ScoreCalibration(std::string model, CalibrationCard card)
    : model_(std::move(model)),
      card_(std::move(card)),
      ratio_("clearway_fraud_calibration_ratio",
             "Fraud reported of scored payments, as a part of what the model's card lets expect.",
             metrics::Labels{{"model", model_}}),
      error_("clearway_fraud_calibration_error",
             "Mean distance between the share of fraud in the model's card and the one that came.",
             metrics::Labels{{"model", model_}}),
      alarm_("clearway_fraud_calibration_alarm",
             "1 while fraud is reported far more or less often than the model's card says.",
             metrics::Labels{{"model", model_}}) {}

void ScoreCalibration::Publish(std::span<const ScoreOutcome> outcomes) {
    const auto reading = Calibrate(card_, outcomes);
    const std::lock_guard lock(mutex_);
    ratio_.Set(reading.ratio);
    error_.Set(reading.error);
    alarm_.Set(reading.alarm ? 1 : 0);
    if (reading.alarm && !alarmed_) {
        log::Warn("fraud is reported otherwise than the model's card says",
                  {{"model", model_},
                   {"payments", reading.payments},
                   {"reported", reading.reported},
                   {"expected", std::llround(reading.expected)}});
    }
    alarmed_ = reading.alarm;
}

}  // namespace clearway::fraud
