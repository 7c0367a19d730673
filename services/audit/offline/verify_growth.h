// SPDX-License-Identifier: Apache-2.0
// Verifies that a log begins with what an earlier checkpoint of it states: a consistency proof,
// with the note that was kept since and the one in the file.
#pragma once

#include "services/audit/offline/line_reader.h"
#include "services/audit/offline/verdict.h"

namespace clearway::audit {

// `lines` stands behind the header. `since`: verified already.
Verdict VerifyGrowth(LineReader& lines, const crypto::PublicKey& key, std::string_view origin,
                     const merkle::Checkpoint& since);

}  // namespace clearway::audit
