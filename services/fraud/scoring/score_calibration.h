// SPDX-License-Identifier: Apache-2.0
// Whether payments turn out to be fraud as often as the card of the model that scored them says:
// what was reported of past payments, beside what the card makes one expect for their scores.
// Thread-safe.
#pragma once

#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "telemetry/metrics.h"

namespace clearway::fraud {

// Of the payments with one score: how many there were, and how many were reported as fraud.
struct ScoreOutcome {
    std::int32_t score = 0;  // 0 to 1000
    std::int64_t payments = 0;
    std::int64_t reported = 0;
};

// How often a score was fraud when the model was tried.
struct CalibrationCard {
    struct Bin {
        double below = 0;  // a probability: scores under it, and not under the bin before
        double fraud = 0;  // the share that was fraud, 0 to 1
    };
    std::vector<Bin> bins;  // ascending; what lies above the last belongs to it
};

struct CalibrationReading {
    std::int64_t payments = 0;
    std::int64_t reported = 0;
    double expected = 0;  // reports, by the card
    double ratio = 0;     // reported to expected; 0 when nothing is expected
    // The mean distance between the card's share and the one that came, by payment. 0: all is as
    // in the card.
    double error = 0;
    bool alarm = false;
};

// A score is taken for the probability of its thousandths.
CalibrationReading Calibrate(const CalibrationCard& card, std::span<const ScoreOutcome> outcomes);

// The readings of one model as metrics and, when they say so, an alarm.
class ScoreCalibration {
public:
    // Twice or half as much fraud as expected is looked at, unless chance explains it (three
    // standard deviations of a Poisson count) or there is too little of it to say.
    static constexpr double kRatioAlarm = 2;
    static constexpr double kDeviationsAlarm = 3;
    static constexpr double kLeastReports = 20;

    ScoreCalibration(std::string model, CalibrationCard card);

    void Publish(std::span<const ScoreOutcome> outcomes);

private:
    const std::string model_;
    const CalibrationCard card_;
    const metrics::Gauge ratio_;
    const metrics::Gauge error_;
    const metrics::Gauge alarm_;
    std::mutex mutex_;
    bool alarmed_ = false;
};

}  // namespace clearway::fraud
