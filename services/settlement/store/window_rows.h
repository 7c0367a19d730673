// SPDX-License-Identifier: Apache-2.0
// Rows of windows, flows and instructions to domain values, and back.
#pragma once

#include <pqxx/pqxx>
#include <span>
#include <vector>

#include "postgres/connection.h"
#include "services/settlement/usecase/window_ports.h"

namespace clearway::settlement {

Settling ReadSettling(const pqxx::row& row);
StoredInstruction ReadInstruction(const pqxx::row& row);
// Errors: kBalanceLimit (a sum beyond 64 bits).
core::Result<std::vector<Flow>> ReadFlows(const pqxx::result& rows);

void SaveSettling(postgres::Transaction& transaction, const Settling& settling);
void AddInstructions(postgres::Transaction& transaction, const WindowKey& key,
                     std::span<const Instruction> instructions);
// One for each transfer of the window; how many.
std::int64_t AddGrossInstructions(postgres::Transaction& transaction, const WindowKey& key,
                                  const SettlementAddresses& addresses);
// Where each institution of the currency settles now.
SettlementAddresses ReadAddresses(postgres::Transaction& transaction,
                                  const core::Currency& currency);

}  // namespace clearway::settlement
