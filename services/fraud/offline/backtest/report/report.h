// SPDX-License-Identifier: Apache-2.0
// The report of a backtest: one HTML file that needs nothing else, to be read on a screen or
// printed. Texts from policies, models and files are escaped; no raw identifier is in it.
#pragma once

#include <string>

#include "services/fraud/offline/backtest/result.h"

namespace clearway::fraud {

std::string HtmlReport(const BacktestResult& result);

// What the period and the history make doubtful, each a sentence: no payments, no fraud, too little
// history for the longest windows.
std::vector<std::string> Caveats(const BacktestResult& result);

}  // namespace clearway::fraud
