// SPDX-License-Identifier: Apache-2.0
// Movements of a file (CSV), in the order of its lines: those that an officer tries a policy on.
#pragma once

#include <string>
#include <vector>

#include "services/compliance/monitoring/movement.h"

namespace clearway::compliance {

// Columns at (RFC 3339), debtor, creditor, currency and amount (decimal); id, debtor_party and
// creditor_party where there are. An end is an account, or begins with '!' when it lies outside;
// text that is no UUID is digested into one. Throws BadTable with the line of a fault.
std::vector<Movement> ReadMovementsFile(const std::string& path);

}  // namespace clearway::compliance
