// SPDX-License-Identifier: Apache-2.0
// `clearway-settlement verify`: the books, positions and windows proved from the database.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace clearway::settlement {

// The exit code: 0 all agrees, 1 it does not or failure, 2 wrong usage.
int RunVerify(std::span<const std::string> words, std::ostream& out, std::ostream& faults);

}  // namespace clearway::settlement
