// SPDX-License-Identifier: Apache-2.0
// clearway-reconciliation import: files of statements into the service's database.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

#include "services/reconciliation/offline/statement_place.h"

namespace clearway::reconciliation {

// The exit code: 0 done, 1 failure, 2 wrong usage, 3 done, and a file waits in quarantine.
int RunImport(std::span<const std::string> words, const FindStatementPlace& place,
              std::ostream& out, std::ostream& faults);

}  // namespace clearway::reconciliation
