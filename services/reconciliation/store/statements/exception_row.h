// SPDX-License-Identifier: Apache-2.0
// An exception as a row of exception_rows, and its changes written with their steps of the trail.
#pragma once

#include <span>

#include "postgres/connection.h"
#include "services/reconciliation/domain/exceptions/decide_exception.h"

namespace clearway::reconciliation {

StatementException ToException(const pqxx::row& row);

void InsertExceptions(postgres::Transaction& transaction,
                      std::span<const StatementException> exceptions);
// Throws postgres::RetryBatch when one of them changed meanwhile.
void SaveChanges(postgres::Transaction& transaction, std::span<const ExceptionChange> changes);

}  // namespace clearway::reconciliation
