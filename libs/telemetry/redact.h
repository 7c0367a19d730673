// SPDX-License-Identifier: Apache-2.0
// Finds card numbers and IBANs in free text, for log lines. Knows no logger and allocates nothing;
// it must not take ids for secrets: UUIDs and hexadecimal ids are opaque to it.
#pragma once

#include <cstddef>
#include <string_view>

namespace clearway::log {

struct SecretRun {
    std::size_t begin = std::string_view::npos;  // npos: nothing found
    std::size_t end = std::string_view::npos;

    bool Found() const { return begin != std::string_view::npos; }
};

// The first secret that starts at or after `from`, which is 0 or the end of the run found before.
SecretRun FindSecret(std::string_view text, std::size_t from);

// How many characters at the end of a run stay readable.
inline constexpr std::size_t kReadableTail = 4;

}  // namespace clearway::log
