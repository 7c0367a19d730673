// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/report/charts.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "services/fraud/offline/backtest/report/chart.h"
#include "services/fraud/offline/backtest/report/text.h"

namespace clearway::fraud {

namespace {

constexpr BySide<const char*> kNames{"active", "candidate"};

// A curve has a point a threshold, up to one a payment: more than a line on paper can show.
std::vector<Point> ThinnedSteps(const std::vector<CurvePoint>& curve) {
    constexpr double kFinest = 0.002;
    std::vector<Point> steps;
    double recall = 0;
    for (std::size_t i = 0; i < curve.size(); ++i) {
        const auto& [to, precision] = curve[i];
        const bool near = !steps.empty() && to - recall < kFinest &&
                          std::abs(precision - steps.back().y) < kFinest;
        if (near && i + 1 < curve.size()) continue;
        steps.push_back({recall, precision});
        steps.push_back({to, precision});
        recall = to;
    }
    return steps;
}

// The bounds of a share with 95 % confidence (Wilson).
std::pair<double, double> Confidence(std::uint64_t part, std::uint64_t whole) {
    constexpr double kZ = 1.96;
    const auto count = static_cast<double>(whole);
    const auto share = static_cast<double>(part) / count;
    const auto scale = 1 + kZ * kZ / count;
    const auto middle = (share + kZ * kZ / (2 * count)) / scale;
    const auto half =
        kZ / scale * std::sqrt(share * (1 - share) / count + kZ * kZ / (4 * count * count));
    return {std::max(middle - half, 0.0), std::min(middle + half, 1.0)};
}

std::vector<Chart::Dot> CalibrationDots(const std::vector<ScoreBin>& bins, const char* name) {
    std::vector<Chart::Dot> dots;
    for (const auto& bin : bins) {
        if (bin.Payments() == 0) continue;
        const auto count = static_cast<double>(bin.Payments());
        const auto [low, high] = Confidence(bin.fraud, bin.Payments());
        const auto observed = static_cast<double>(bin.fraud) / count;
        dots.push_back({.at = {bin.score_sum / count, observed},
                        .low = low,
                        .high = high,
                        .hint = std::string(name) + ": " + Counted(bin.Payments(), "payment") +
                                ", predicted " + Percent(bin.score_sum / count) + ", observed " +
                                Percent(observed)});
    }
    return dots;
}

// Shares of 100 % down to the floor, by powers of ten.
constexpr double kLogFloor = -5;
Axis LogShareAxis(std::string label) {
    Axis axis{.label = std::move(label), .low = kLogFloor, .high = 0, .ticks = {}};
    for (int power = 0; power >= static_cast<int>(kLogFloor); --power)
        axis.ticks.push_back({static_cast<double>(power),
                              Fixed(std::pow(10, power + 2), std::max(0, -power - 2)) + " %"});
    return axis;
}

std::vector<Point> Outline(const std::vector<ScoreBin>& bins, std::uint64_t ScoreBin::*count,
                           std::uint64_t total) {
    std::vector<Point> points;
    const auto width = 1 / static_cast<double>(bins.size());
    for (std::size_t i = 0; i < bins.size() && total > 0; ++i) {
        const auto share = static_cast<double>(bins[i].*count) / static_cast<double>(total);
        const auto height = share > 0 ? std::log10(share) : kLogFloor;
        points.push_back({static_cast<double>(i) * width, height});
        points.push_back({static_cast<double>(i + 1) * width, height});
    }
    return points;
}

Axis OutcomeAxis() {
    Axis axis{.label = "outcome (the rules decide alone)", .low = 0, .high = 1, .ticks = {}};
    for (std::size_t i = 0; i < kOutcomes; ++i)
        axis.ticks.push_back({(static_cast<double>(i) + 0.5) / kOutcomes, kOutcomeNames[i]});
    return axis;
}

Axis DayAxis(const Period& period) {
    constexpr std::size_t kLabels = 8;
    const auto days = period.Days();
    Axis axis{.label = "day (UTC)",
              .low = 0,
              .high = std::max(1.0, static_cast<double>(days) - 1),
              .ticks = {}};
    const auto step = std::max<std::size_t>(1, (days + kLabels - 1) / kLabels);
    for (std::size_t i = 0; i < days; i += step) {
        const auto at = period.from + static_cast<Second>(i) * kDaySeconds;
        axis.ticks.push_back({static_cast<double>(i), DayText(at).substr(5)});
    }
    return axis;
}

}  // namespace

std::string PrecisionRecallChart(const BacktestResult& result) {
    Chart chart("Precision and recall", ShareAxis("recall: share of fraud that is caught"),
                ShareAxis("precision: share of fraud in what is caught"));
    bool any = false;
    for (const auto side : {kActive, kCandidate}) {
        const auto& ranking = result.figures.sides[side].ranking;
        if (!ranking.average_precision) continue;
        chart.Line(kNames[side],
                   std::string(kNames[side]) + " (AP " + Fixed(*ranking.average_precision, 3) + ")",
                   ThinnedSteps(ranking.curve));
        any = true;
    }
    return any ? chart.Html() : "";
}

std::string CalibrationChart(const BacktestResult& result) {
    Chart chart("Calibration (bars: 95 % confidence)", ShareAxis("predicted probability of fraud"),
                ShareAxis("observed share of fraud"));
    const std::vector<Point> perfect{{0, 0}, {1, 1}};
    chart.Line("reference", "perfect", perfect);
    bool any = false;
    for (const auto side : {kActive, kCandidate}) {
        if (!result.WithModel(side) || result.replay.payments.empty()) continue;
        chart.Dots(kNames[side], kNames[side],
                   CalibrationDots(result.figures.sides[side].scores, kNames[side]));
        any = true;
    }
    return any ? chart.Html() : "";
}

std::string ScoresChart(const BacktestResult& result, Side side) {
    const auto& figures = result.figures.sides[side];
    if (result.replay.payments.empty()) return "";
    Chart chart(
        std::string("Scores: ") + kNames[side],
        result.WithModel(side) ? ShareAxis("predicted probability of fraud") : OutcomeAxis(),
        LogShareAxis("share of the class"));
    for (const auto& [css, count, fraud] : {std::tuple("honest", &ScoreBin::honest, false),
                                            std::tuple("fraud", &ScoreBin::fraud, true)})
        chart.Area(css, css, Outline(figures.scores, count, figures.outcomes.Total(fraud)));
    return chart.Html();
}

std::string AlertsChart(const BacktestResult& result) {
    const auto& days = result.figures.days;
    if (result.replay.payments.empty()) return "";
    std::vector<Point> frauds;
    BySide<std::vector<Point>> alerts;
    std::uint64_t highest = 0;
    for (std::size_t i = 0; i < days.size(); ++i) {
        const auto x = static_cast<double>(i);
        frauds.push_back({x, static_cast<double>(days[i].frauds)});
        for (const auto side : {kActive, kCandidate})
            alerts[side].push_back({x, static_cast<double>(days[i].alerts[side])});
        highest = std::max(
            {highest, days[i].frauds, days[i].alerts[kActive], days[i].alerts[kCandidate]});
    }
    Chart chart("Alerts a day (not approved)", DayAxis(result.request.period),
                CountAxis("payments", static_cast<double>(highest)));
    chart.Line("reference", "frauds", frauds);
    for (const auto side : {kActive, kCandidate})
        chart.Line(kNames[side], kNames[side], alerts[side]);
    return chart.Html();
}

}  // namespace clearway::fraud
