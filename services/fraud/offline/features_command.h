// SPDX-License-Identifier: Apache-2.0
// `clearway-fraud features`: the feature engine over a file of transactions, as a matrix.
#pragma once

#include <span>
#include <string>

namespace clearway::fraud {

// The exit code: 0 done, 1 failure, 2 wrong usage.
int RunFeatures(std::span<const std::string> arguments);

}  // namespace clearway::fraud
