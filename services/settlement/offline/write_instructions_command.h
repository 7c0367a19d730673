// SPDX-License-Identifier: Apache-2.0
// `clearway-settlement write-instructions`: the message of a window's instructions as a file.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace clearway::settlement {

// The exit code: 0 done, 1 failure, 2 wrong usage.
int RunWriteInstructions(std::span<const std::string> words, std::ostream& out,
                         std::ostream& faults);

}  // namespace clearway::settlement
