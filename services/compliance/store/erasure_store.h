// SPDX-License-Identifier: Apache-2.0
// Erasures in PostgreSQL, and whether a case is in their way. It decides nothing.
#pragma once

#include <map>
#include <set>
#include <span>
#include <vector>

#include "postgres/connection.h"
#include "services/compliance/domain/erasures/erasure.h"

namespace clearway::compliance {

// Locks the rows, in the order of ids.
std::map<core::Uuid, Erasure> LockErasures(postgres::Transaction& transaction,
                                           std::span<const core::Uuid> persons);
void SaveErasures(postgres::Transaction& transaction, std::span<const Erasure> erasures);

// Those of them whom an open case is about.
std::set<core::Uuid> PersonsUnderReview(postgres::Transaction& transaction,
                                        std::span<const core::Uuid> persons);

}  // namespace clearway::compliance
