// SPDX-License-Identifier: Apache-2.0
// `clearway-fraud backtest`: what a candidate would have decided in the past, beside what decides
// now.
#pragma once

#include <span>
#include <string>

#include "services/fraud/offline/open_history.h"

namespace clearway::fraud {

// The exit code: 0 done, 1 failure, 2 wrong usage. What is wrong is told on standard error.
int RunBacktest(std::span<const std::string> arguments, const LogSource& log);

}  // namespace clearway::fraud
