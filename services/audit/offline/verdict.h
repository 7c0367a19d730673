// SPDX-License-Identifier: Apache-2.0
// What the verifier found.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "merkle/checkpoint.h"

namespace clearway::audit {

struct Verdict {
    std::string kind;  // "log" or "bundle"
    std::uint64_t entries = 0;
    std::optional<merkle::Checkpoint> checkpoint = {};  // once its signature is verified

    std::string fault = {};                   // empty: verified
    std::uint64_t line = 0;                   // of the file; 0: none in particular
    std::optional<std::uint64_t> entry = {};  // number of the entry, when it is known which

    bool Verified() const { return fault.empty(); }
};

}  // namespace clearway::audit
