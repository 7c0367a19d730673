// SPDX-License-Identifier: Apache-2.0
// Writes the log, or what it holds of one stream, as the lines of a file. The hashes are those that
// were stored when the entries were appended, not computed from the rows as they are now: so a file
// tells which row was changed since.
#pragma once

#include "cli/progress.h"
#include "services/audit/offline/bundle.h"
#include "services/audit/usecase/ports.h"

namespace clearway::audit {

// All entries below the checkpoint.
void ExportLog(LogReader& log, const StoredCheckpoint& checkpoint, const WriteLine& write,
               cli::Progress& progress);

// The stream's entries below the checkpoint with their proofs; how many.
std::size_t ExportBundle(LogReader& log, const StoredCheckpoint& checkpoint,
                         const core::Uuid& stream_id, const WriteLine& write);

}  // namespace clearway::audit
