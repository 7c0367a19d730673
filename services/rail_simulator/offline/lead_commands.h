// SPDX-License-Identifier: Apache-2.0
// `clearway-rail-simulator scenario`, `turn-clock` and `payments`: they work on the database that
// CLEARWAY_DATABASE_URL names, whether the simulator runs or not; one that runs goes on with it.
#pragma once

#include <span>
#include <string>

namespace clearway::rail_simulator {

// The exit codes: 0 done, 1 failure, 2 wrong usage.
int RunScenario(std::span<const std::string> words);
int RunTurnClock(std::span<const std::string> words);
int RunPayments(std::span<const std::string> words);

}  // namespace clearway::rail_simulator
