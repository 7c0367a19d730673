// SPDX-License-Identifier: Apache-2.0
// Keeps what statements must show, inside the writer's transaction. The same news again changes
// nothing, in whatever order it comes.
#pragma once

#include <span>

#include "postgres/connection.h"
#include "services/reconciliation/domain/statement_news.h"
#include "services/reconciliation/usecase/statements/bank_accounts.h"

namespace clearway::reconciliation {

// `accounts`: what goes by a rail with an account of its own is expected on that one.
void KeepStatementNews(postgres::Transaction& transaction, std::span<const StatementNews> news,
                       const BankAccounts& accounts = {});

}  // namespace clearway::reconciliation
