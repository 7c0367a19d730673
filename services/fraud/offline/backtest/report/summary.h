// SPDX-License-Identifier: Apache-2.0
// The figures of a backtest on standard output: as JSON for programs, as a table for people.
#pragma once

#include <string>

#include "services/fraud/offline/backtest/result.h"

namespace clearway::fraud {

// One line. Amounts are integers in ten-thousandths of the major unit (`amount_scale`); a figure
// that cannot be computed is not there.
std::string SummaryJson(const BacktestResult& result);
std::string SummaryTable(const BacktestResult& result);

}  // namespace clearway::fraud
