// SPDX-License-Identifier: Apache-2.0
// The next checkpoint of the log. What was signed once must stay true: a log that no longer begins
// with what its last checkpoint states is not signed.
#pragma once

#include <cstdint>
#include <string>

#include "crypto/ed25519.h"
#include "services/audit/usecase/ports.h"

namespace clearway::audit {

inline constexpr char kDefaultOrigin[] = "clearway/audit";

struct LogSigner {
    std::string origin;  // the log's name
    crypto::PrivateKey key;
    // Whose last checkpoint is taken up when the key has changed.
    std::optional<crypto::PublicKey> former = {};
};

struct SignedLog {
    std::uint64_t size = 0;
    std::string note;   // empty: refused
    std::string fault;  // why
};

// `kept_note`: a checkpoint that was kept elsewhere than in the log's own store, to which the log
// is held as well.
SignedLog SignLog(LogReader& log, const LogSigner& signer,
                  const std::optional<std::string>& kept_note = {});

}  // namespace clearway::audit
