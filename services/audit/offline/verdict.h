// SPDX-License-Identifier: Apache-2.0
// What the verifier found.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "merkle/checkpoint.h"

namespace clearway::audit {

// Hears of each entry as it stands in the file, before there is a verdict.
using TakeEntry = std::function<void(std::uint64_t sequence, std::string_view leaf)>;

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
