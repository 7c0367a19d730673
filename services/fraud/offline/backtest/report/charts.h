// SPDX-License-Identifier: Apache-2.0
// The charts of a backtest's report, as HTML figures.
#pragma once

#include <string>

#include "services/fraud/offline/backtest/result.h"

namespace clearway::fraud {

// Each empty when there is nothing to draw: no fraud, no model, no payment.
std::string PrecisionRecallChart(const BacktestResult& result);
std::string CalibrationChart(const BacktestResult& result);
std::string ScoresChart(const BacktestResult& result, Side side);
std::string AlertsChart(const BacktestResult& result);

}  // namespace clearway::fraud
