// SPDX-License-Identifier: Apache-2.0
// Parts of a file until it is whole, inside the writer's transaction. Parts of a file that never
// became whole go with the next file, a day later.
#pragma once

#include <optional>

#include "postgres/connection.h"
#include "services/reconciliation/usecase/statements/statement_desk.h"

namespace clearway::reconciliation {

struct PartsKept {
    std::int64_t received = 0;              // bytes
    std::optional<std::string> whole = {};  // the file, once as many bytes are there as it has
};

PartsKept KeepPart(postgres::Transaction& transaction, const StatementPart& part);
void ForgetParts(postgres::Transaction& transaction, const std::string& sha256,
                 core::Timestamp now);

}  // namespace clearway::reconciliation
