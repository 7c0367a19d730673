// SPDX-License-Identifier: Apache-2.0
// Reads rows of the log again and compares them with the hashes that were stored with them, and
// those with the ones above: what was changed behind the service's back is found though no proof
// has asked for it. A turn at a time, round and round. One thread at a time.
#pragma once

#include <cstdint>
#include <string>

#include "services/audit/usecase/ports.h"

namespace clearway::audit {

class LogReread {
public:
    // `turn`: entries that are read at once, at least 1.
    explicit LogReread(std::uint64_t turn) : turn_(turn) {}

    // The next entries below `size`; what does not fit, empty when all does. A turn that failed
    // comes again.
    std::string Next(LogReader& log, std::uint64_t size);

private:
    const std::uint64_t turn_;
    std::uint64_t next_ = 0;
};

}  // namespace clearway::audit
