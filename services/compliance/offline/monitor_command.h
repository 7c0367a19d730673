// SPDX-License-Identifier: Apache-2.0
// The command `monitor`: a monitoring policy over past movements, and the alerts it would have
// raised. It changes nothing.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace clearway::compliance {

// Exit codes: 0 done, 1 the policy or the movements cannot be used, 2 wrong usage.
int RunMonitor(std::span<const std::string> words, std::ostream& out, std::ostream& faults);

}  // namespace clearway::compliance
