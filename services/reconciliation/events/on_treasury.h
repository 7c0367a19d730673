// SPDX-License-Identifier: Apache-2.0
// Reads what statements of banks must show beside payments: transfers that treasury booked over an
// account at a bank, and what a settlement window obliges us to pay or lets us be paid elsewhere.
// Proto to domain; never SQL, never a decision.
#pragma once

#include <vector>

#include "events/event.h"
#include "services/reconciliation/domain/statement_news.h"
#include "services/reconciliation/usecase/statements/bank_accounts.h"

namespace clearway::reconciliation {

// Empty for a fact of no interest; throws UnreadableEvent for one that lacks what it must have.
// An instruction at an account that `accounts` does not know is expected by the account's number.
std::vector<ExpectedOnStatement> ReadTreasury(const events::ReceivedEvent& event,
                                              const BankAccounts& accounts);

}  // namespace clearway::reconciliation
