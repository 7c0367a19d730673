// SPDX-License-Identifier: Apache-2.0
// Writes what a batch changed in a Ledger. Every row is locked by the batch or new; a new row that
// another writer was faster with fails with pqxx::unique_violation and the batch is decided again.
#pragma once

#include "postgres/connection.h"
#include "services/settlement/domain/ledger.h"

namespace clearway::settlement {

void SaveLedger(postgres::Transaction& transaction, const Ledger& ledger);

}  // namespace clearway::settlement
