// SPDX-License-Identifier: Apache-2.0
// Takes in a file of statements: recognised by its digest, read, held to the gates of quality,
// kept. One that fails a gate waits in quarantine, and changes nothing for the others.
#pragma once

#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "services/reconciliation/statements/load_statements.h"
#include "services/reconciliation/usecase/statements/ports.h"

namespace clearway::reconciliation {

struct ImportOrder {
    statements::FileText text;
    std::string by;
    core::Timestamp at;
    bool dry_run = false;  // judged all the same, and nothing is kept
};

struct ImportedStatement {
    KeptFile file;
    bool known = false;                // it was there before: nothing changed
    std::vector<KeptFile> moved = {};  // of which something else is said because of it
};

ImportedStatement ImportStatement(StatementShelf& shelf, const ImportOrder& order,
                                  const statements::LoadOptions& options,
                                  const statements::ReadWatch& watch = {});

// Errors of both: kNotFound; kReleaseStateConflict where the file does not wait for another one, or
// is discarded already with another reason. The files whose state it changed, the one that is meant
// first.
core::Result<std::vector<KeptFile>> ReleaseStatement(StatementShelf& shelf,
                                                     const core::Uuid& file_id,
                                                     const std::string& by,
                                                     const std::string& reason);
core::Result<std::vector<KeptFile>> DiscardStatement(StatementShelf& shelf,
                                                     const core::Uuid& file_id,
                                                     const std::string& by,
                                                     const std::string& reason);

}  // namespace clearway::reconciliation
