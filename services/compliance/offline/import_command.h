// SPDX-License-Identifier: Apache-2.0
// clearway-compliance import: reads a list, says what is in it and what is new, refuses what is no
// whole list, and stores it where there is a database.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace clearway::compliance {

// The exit code: 0 the list may be used, 1 refused or failed, 2 wrong usage.
int RunImport(std::span<const std::string> words, std::ostream& out, std::ostream& faults);

}  // namespace clearway::compliance
