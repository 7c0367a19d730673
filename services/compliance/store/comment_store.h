// SPDX-License-Identifier: Apache-2.0
// Comments on cases in PostgreSQL: written once, sealed, never changed.
#pragma once

#include <set>
#include <span>
#include <vector>

#include "postgres/connection.h"
#include "services/compliance/usecase/ports.h"
#include "services/compliance/usecase/sealer.h"

namespace clearway::compliance {

struct NewComment {
    core::CaseId case_id;
    core::Uuid person;  // whose key seals the text
    std::int64_t ordinal = 1;
    CommentCase comment;
};

// Those of the ids that are stored.
std::set<core::Uuid> FindComments(postgres::Transaction& transaction,
                                  const std::set<core::Uuid>& ids);

// In their order.
std::vector<Comment> LoadComments(postgres::Transaction& transaction, const Case& one,
                                  Sealer& sealer);

void SaveComments(postgres::Transaction& transaction, std::span<const NewComment> comments,
                  Sealer& sealer);

}  // namespace clearway::compliance
