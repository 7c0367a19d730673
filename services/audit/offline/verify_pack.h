// SPDX-License-Identifier: Apache-2.0
// Whether an evidence pack proves what it shows, with nothing but the public key of the audit log:
// who signed it, that no byte changed since, that each fact is in the log as it stands here, that
// no fact of a stream is left out, and that each document is the one that a fact names by digest.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "crypto/ed25519.h"
#include "services/audit/offline/verdict.h"
#include "services/audit/usecase/evidence_pack.h"

namespace clearway::audit {

// A fact as JSON, as its `message` shows it; empty for a type that is not known here.
using ShowFact = std::function<std::string(const std::string& type, const std::string& payload)>;

// `file`: the whole text. Of the verdict, `entry` is the number of the fact that is at fault, and
// `line` is not used. `show` may be empty: what is shown for people is then covered by the
// signature alone.
Verdict VerifyPack(std::string_view file, const crypto::PublicKey& key, std::string_view origin,
                   const ShowFact& show);

}  // namespace clearway::audit
