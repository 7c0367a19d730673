// SPDX-License-Identifier: Apache-2.0
// clearway-compliance score-pairs: how well pairs of names fit, with the reasons, from a file into
// a file.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace clearway::compliance {

// The exit code: 0 done, 1 failure, 2 wrong usage.
int RunScorePairs(std::span<const std::string> words, std::ostream& out, std::ostream& faults);

}  // namespace clearway::compliance
