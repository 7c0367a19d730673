// SPDX-License-Identifier: Apache-2.0
// clearway-compliance screen: a file of names against lists, without a service.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace clearway::compliance {

// The exit code: 0 done, 1 failure, 2 wrong usage.
int RunScreen(std::span<const std::string> words, std::ostream& out, std::ostream& faults);

}  // namespace clearway::compliance
