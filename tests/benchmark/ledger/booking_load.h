// SPDX-License-Identifier: Apache-2.0
// A closed loop of BookTransfers calls: a number of them is in flight at any time, over the stream of
// calls that services speak among themselves. Must not read files or print.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/benchmark/ledger/options.h"
#include "tests/benchmark/load/histogram.h"

namespace clearway::ledger_load {

struct Tally {
    load::Histogram latency;  // of the calls that were answered
    std::int64_t posted = 0;
    std::int64_t refused = 0;  // transfers
    std::int64_t failed = 0;   // calls
    std::chrono::microseconds warm_up{};
    std::chrono::microseconds elapsed{};  // without it
};

// `accounts`: at least two. Only what was sent and answered after the warm-up is counted.
Tally Run(const Options& options, const std::vector<std::string>& accounts);

}  // namespace clearway::ledger_load
