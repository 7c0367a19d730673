// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/report/summary.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <iomanip>
#include <sstream>

#include "services/fraud/offline/backtest/report/report.h"
#include "services/fraud/offline/backtest/report/text.h"

namespace clearway::fraud {

namespace {

namespace json = boost::json;

constexpr std::array<const char*, kChangeKinds> kChangeKeys{
    "newly_stopped_fraud", "newly_stopped_honest", "newly_passed_fraud", "newly_passed_honest"};

json::object SideJson(const BacktestResult& result, const std::vector<Figure>& list, Side side) {
    json::object object{{"policy_version", result.policy_versions[side]},
                        {"model_version", result.model_versions[side]}};
    for (const auto& figure : list) {
        if (const auto& value = figure.values[side])
            std::visit([&](auto number) { object[figure.key] = number; }, *value);
    }
    return object;
}

json::object MovesJson(const Figures& figures) {
    json::object moves;
    for (std::size_t from = 0; from < kOutcomes; ++from) {
        json::object row;
        for (std::size_t to = 0; to < kOutcomes; ++to)
            row[kOutcomeNames[to]] = figures.moves[from][to];
        moves[kOutcomeNames[from]] = std::move(row);
    }
    return moves;
}

json::object ChangesJson(const Changes& changes) {
    json::object object;
    for (std::size_t i = 0; i < kChangeKinds; ++i)
        object[kChangeKeys[i]] = {{"payments", changes[i].payments},
                                  {"amount_scaled", changes[i].scaled_amount}};
    return object;
}

json::array DaysJson(const BacktestResult& result) {
    json::array days;
    for (std::size_t i = 0; i < result.figures.days.size(); ++i) {
        const auto& day = result.figures.days[i];
        if (day.payments == 0) continue;
        const auto at = result.request.period.from + static_cast<Second>(i) * kDaySeconds;
        days.push_back({{"day", DayText(at)},
                        {"payments", day.payments},
                        {"frauds", day.frauds},
                        {"alerts_active", day.alerts[kActive]},
                        {"alerts_candidate", day.alerts[kCandidate]}});
    }
    return days;
}

}  // namespace

std::string SummaryJson(const BacktestResult& result) {
    const auto list = FigureList(result);
    const auto& replay = result.replay;
    const auto& tally = result.figures.sides[kActive].outcomes;
    json::array caveats;
    for (const auto& caveat : Caveats(result)) caveats.emplace_back(caveat);
    return json::serialize(
        json::value{{"from", DayText(result.request.period.from)},
                    {"to", DayText(result.request.period.to)},
                    {"rows", replay.rows},
                    {"history", replay.history},
                    {"left_out", replay.left_out},
                    {"payments", replay.payments.size()},
                    {"frauds", tally.Total(true)},
                    {"fraud_amount_scaled", tally.AmountFrom(Outcome::kApprove, true)},
                    {"honest_amount_scaled", tally.AmountFrom(Outcome::kApprove, false)},
                    {"amount_scale", 10'000},
                    {"active", SideJson(result, list, kActive)},
                    {"candidate", SideJson(result, list, kCandidate)},
                    {"outcomes", MovesJson(result.figures)},
                    {"changes", ChangesJson(replay.changes)},
                    {"days", DaysJson(result)},
                    {"caveats", std::move(caveats)}});
}

std::string SummaryTable(const BacktestResult& result) {
    // Setw counts bytes, and a dash or a minus has three.
    const auto padded = [](const std::string& text) {
        std::size_t letters = 0;
        for (const char byte : text) letters += (byte & 0xC0) != 0x80 ? 1 : 0;
        return std::string(letters < 18 ? 18 - letters : 1, ' ') + text;
    };
    std::ostringstream out;
    const auto& tally = result.figures.sides[kActive].outcomes;
    out << Counted(result.replay.payments.size(), "payment") << ", "
        << Counted(tally.Total(true), "fraud") << "\n\n"
        << std::left << std::setw(30) << "" << padded("active") << padded("candidate")
        << padded("difference") << '\n';
    for (const auto& figure : FigureList(result)) {
        out << std::setw(30) << figure.label;
        for (const auto& value : figure.values) out << padded(FigureText(figure.unit, value));
        out << padded(DifferenceText(figure)) << '\n';
    }
    return out.str();
}

}  // namespace clearway::fraud
