// SPDX-License-Identifier: Apache-2.0
// `clearway-fraud features`: the feature engine over past payments, as a matrix.
#pragma once

#include <span>
#include <string>

#include "services/fraud/offline/open_history.h"

namespace clearway::fraud {

// The exit code: 0 done, 1 failure, 2 wrong usage.
int RunFeatures(std::span<const std::string> arguments, const LogSource& log);

}  // namespace clearway::fraud
