// SPDX-License-Identifier: Apache-2.0
// Erasures in PostgreSQL, and the cases that are in their way or go with them. It decides nothing.
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

struct CasesOfPerson {
    KeptByCases kept;
    std::set<core::Uuid> subjects;  // under whose keys the documents of these cases are
};

// Those who are in no case are left out. No case begins or changes until the transaction ends.
std::map<core::Uuid, CasesOfPerson> FindCasesOfPersons(postgres::Transaction& transaction,
                                                       std::span<const core::Uuid> persons);

}  // namespace clearway::compliance
