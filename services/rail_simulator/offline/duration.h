// SPDX-License-Identifier: Apache-2.0
// Times as people write them for the clock.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace clearway::rail_simulator {

// "+3d", "+12h", "+30m", "+5s"; at most 366 days. nullopt: it is none.
std::optional<std::chrono::seconds> ParseForward(std::string_view text);

}  // namespace clearway::rail_simulator
