// SPDX-License-Identifier: Apache-2.0
// Scenario files: JSON, checked whole, with every fault listed. docs/rail_simulator.md has the
// format and the documented amounts, which apply after the rules of a file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/rail_simulator/domain/scenario.h"

namespace clearway::rail_simulator {

inline constexpr std::size_t kScenarioBytesMax = 256 * 1024;

struct ScenarioFile {
    Scenario scenario = {};  // of use without faults alone
    std::vector<std::string> faults =
        {};  // "rules[2].then.delay_ms: must be ..."; no value is shown
};

// An empty text is a file without rules.
ScenarioFile ReadScenarioFile(std::string_view text);

// The documented amounts alone.
Scenario DocumentedAmounts();

}  // namespace clearway::rail_simulator
