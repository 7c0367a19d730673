// SPDX-License-Identifier: Apache-2.0
// The keys of the log's checkpoints, as files in PEM.
#pragma once

#include <string>

#include "crypto/ed25519.h"

namespace clearway::audit {

// Both throw std::runtime_error, with the file's name, when there is no such key.
crypto::PublicKey ReadPublicKey(const std::string& path);
crypto::PrivateKey ReadPrivateKey(const std::string& path);

}  // namespace clearway::audit
