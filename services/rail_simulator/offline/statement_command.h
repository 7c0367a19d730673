// SPDX-License-Identifier: Apache-2.0
// `clearway-rail-simulator statement`: a day of a participant's account as files, with planted
// breaks where they are asked for.
#pragma once

#include <span>
#include <string>

namespace clearway::rail_simulator {

// The exit codes: 0 done, 1 failure, 2 wrong usage.
int RunStatement(std::span<const std::string> words);

}  // namespace clearway::rail_simulator
