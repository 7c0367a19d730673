// SPDX-License-Identifier: Apache-2.0
// clearway-reconciliation match: statements against expectations, on files alone.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace clearway::reconciliation {

// The exit code: 0 done, 1 failure, 2 wrong usage, 3 done, and a statement was put aside.
int RunMatch(std::span<const std::string> words, std::ostream& out, std::ostream& faults);

}  // namespace clearway::reconciliation
