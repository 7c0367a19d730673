// SPDX-License-Identifier: Apache-2.0
// A kept file as a row of the statements that read files, and its statements.
#pragma once

#include <span>

#include "postgres/connection.h"
#include "services/reconciliation/usecase/statements/kept_file.h"

namespace clearway::reconciliation {

// Files of the rows, with their statements; accounts are texts of the pool.
std::vector<KeptFile> LoadFiles(postgres::Transaction& transaction, const pqxx::result& rows,
                                matching::TextPool& texts);

}  // namespace clearway::reconciliation
