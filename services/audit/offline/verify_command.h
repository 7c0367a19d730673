// SPDX-License-Identifier: Apache-2.0
// `clearway-audit verify`: an exported log or a bundle, with nothing but the file and a public key.
#pragma once

#include <span>
#include <string>

#include "services/audit/offline/verdict.h"

namespace clearway::audit {

// Throws std::runtime_error when the file cannot be read.
// `take` hears of the entries of a log, not of a bundle.
Verdict VerifyFile(const std::string& path, const crypto::PublicKey& key,
                   std::string_view origin = {}, const TakeEntry& take = {});

// On standard output.
void PrintFault(const Verdict& verdict);

// The exit code: 0 verified, 1 not, 2 wrong usage, no such file, no key.
int RunVerify(std::span<const std::string> words);

}  // namespace clearway::audit
