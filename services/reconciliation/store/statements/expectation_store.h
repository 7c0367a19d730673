// SPDX-License-Identifier: Apache-2.0
// Keeps what statements must show, inside the writer's transaction. The same news again changes
// nothing.
#pragma once

#include <span>

#include "postgres/connection.h"
#include "services/reconciliation/domain/statement_news.h"

namespace clearway::reconciliation {

void KeepStatementNews(postgres::Transaction& transaction, std::span<const StatementNews> news);

}  // namespace clearway::reconciliation
