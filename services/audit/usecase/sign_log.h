// SPDX-License-Identifier: Apache-2.0
// The next checkpoint of the log. What was signed once must stay true: a log that no longer begins
// with what its last checkpoint states is not signed.
#pragma once

#include <cstdint>
#include <string>

#include "crypto/ed25519.h"
#include "services/audit/usecase/ports.h"

namespace clearway::audit {

struct LogSigner {
    std::string origin;  // the log's name
    crypto::PrivateKey key;
};

struct SignedLog {
    std::uint64_t size = 0;
    std::string note;   // empty: refused
    std::string fault;  // why
};

SignedLog SignLog(LogReader& log, const LogSigner& signer);

}  // namespace clearway::audit
