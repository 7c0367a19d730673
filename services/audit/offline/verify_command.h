// SPDX-License-Identifier: Apache-2.0
// `clearway-audit verify`: an exported log, a bundle or an evidence pack, with nothing but the file
// and a public key.
#pragma once

#include <span>
#include <string>

#include "services/audit/offline/verdict.h"
#include "services/audit/offline/verify_pack.h"

namespace clearway::audit {

// What a file is held to besides its key.
struct Expected {
    // Empty: the log that the checkpoint names.
    std::string_view origin = {};
    // An earlier checkpoint: for a growth, and only for it.
    std::optional<merkle::Checkpoint> since = {};
};

// Throws std::runtime_error when the file cannot be read.
// `take` hears of the entries of a log, not of a bundle; `show` is for packs.
Verdict VerifyFile(const std::string& path, const crypto::PublicKey& key,
                   const Expected& expected = {}, const TakeEntry& take = {},
                   const ShowFact& show = {});

// On standard output.
void PrintFault(const Verdict& verdict);

// The exit code: 0 verified, 1 not, 2 wrong usage, no such file, no key.
int RunVerify(std::span<const std::string> words, const ShowFact& show = {});

}  // namespace clearway::audit
