// SPDX-License-Identifier: Apache-2.0
// Writes answers about the log as the lines of a bundle (docs/audit_log_file.md), which holds all
// of them that proves anything: the leaves, their proofs, the signed note.
#pragma once

#include <functional>
#include <string_view>

#include "services/audit/usecase/prove.h"

namespace clearway::audit {

using WriteLine = std::function<void(std::string_view)>;

// Each entry with its proof.
void WriteEntries(const ProvenEntries& proven, const WriteLine& write);
// The end of a bundle, and of an exported log.
void WriteCheckpoint(std::string_view note, const WriteLine& write);

}  // namespace clearway::audit
