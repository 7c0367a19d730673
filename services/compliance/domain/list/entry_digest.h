// SPDX-License-Identifier: Apache-2.0
// What tells whether an entry changed: a digest of all that it says but its id, in any order. What
// was decided about an entry holds until its digest is another one.
#pragma once

#include <vector>

#include "core/digest.h"
#include "services/compliance/domain/list/sanctions_list.h"

namespace clearway::compliance {

// SHA-256 of each entry by its place: of type, programme, names, births, countries, identifiers.
std::vector<core::Sha256Digest> DigestEntries(const SanctionsList& list);

}  // namespace clearway::compliance
