// SPDX-License-Identifier: Apache-2.0
// Writes what a batch changed in a Ledger, if all that it rests on still stands.
#pragma once

#include <utility>
#include <vector>

#include "postgres/connection.h"
#include "services/settlement/domain/ledger.h"

namespace clearway::settlement {

// What was not read in the transaction and decided something, though the batch leaves it as it was.
struct Premises {
    std::vector<Account> accounts;
    std::vector<std::pair<core::HoldId, std::int32_t>> holds;  // version; 0: there is none
};

// False when a row is not what the batch began with; throws pqxx::unique_violation when one that is
// new is there already. Then the batch is to be rolled back and decided again.
bool SaveLedger(postgres::Transaction& transaction, const Ledger& ledger, const Premises& premises);

}  // namespace clearway::settlement
