// SPDX-License-Identifier: Apache-2.0
// Verifies a bundle: some entries of a log, each with the proof that the log of the checkpoint
// holds it at its place. Says nothing about entries that were left out of the bundle.
#pragma once

#include <string_view>

#include "services/audit/offline/line_reader.h"
#include "services/audit/offline/verdict.h"

namespace clearway::audit {

// `lines` stands behind the header.
Verdict VerifyBundle(LineReader& lines, const crypto::PublicKey& key, std::string_view origin);

}  // namespace clearway::audit
