// SPDX-License-Identifier: Apache-2.0
// An open loop of Score calls over the stream of calls that services speak among themselves: each
// is made when it is due, however many still wait for their answer. Must not read files or print.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "clearway/fraud/v1/fraud_service.pb.h"
#include "tests/benchmark/fraud_load/options.h"
#include "tests/benchmark/load/histogram.h"

namespace clearway::fraud_load {

struct Tally {
    load::Histogram
        latency;  // from the moment at which a call was due, of those that were answered
    load::Histogram lateness;  // of the calls themselves: what the load program is to blame for
    std::array<std::int64_t, fraud::v1::FraudOutcome_ARRAYSIZE> by_outcome{};
    std::int64_t explained = 0;  // answers with contributions
    std::int64_t failed = 0;
    std::int64_t sent = 0;  // with those of the warm-up
    std::string policy_version;
    std::string model_version;
    std::chrono::microseconds warm_up{};
    std::chrono::microseconds elapsed{};  // without it
};

// All but `sent` counts only calls that were due after the warm-up.
Tally Run(const Options& options);

}  // namespace clearway::fraud_load
