// SPDX-License-Identifier: Apache-2.0
// All that a backtest found, and the figures as one list, so that the report, the summary and the
// JSON name and show the same ones. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "services/fraud/offline/backtest/figures/figures.h"
#include "services/fraud/offline/backtest/replay/replay.h"

namespace clearway::fraud {

struct BacktestResult {
    ReplayRequest request;
    BySide<std::string> policy_versions;
    BySide<std::string> model_versions;  // "none": the rules decided alone
    Replay replay;
    Figures figures;

    bool WithModel(Side side) const { return model_versions[side] != "none"; }
};

// Loads nothing, writes nothing: replays and counts. Throws BadTransactions.
BacktestResult RunBacktestOf(History& history, const ReplayRequest& request,
                             const BySide<Contender>& contenders);

enum class Unit : std::uint8_t {
    kCount,
    kShare,         // 0 to 1, shown as per cent
    kMeasure,       // 0 to 1, shown as it is
    kRate,          // a mean number
    kScaledAmount,  // ten-thousandths of the major unit
};
enum class Better : std::uint8_t { kNeither, kHigher, kLower };

using FigureValue = std::variant<std::int64_t, double>;

struct Figure {
    const char* key;    // in the JSON
    const char* label;  // for people
    Unit unit;
    Better better;
    BySide<std::optional<FigureValue>> values;  // absent: it cannot be computed
};

std::vector<Figure> FigureList(const BacktestResult& result);

}  // namespace clearway::fraud
