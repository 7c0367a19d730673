// SPDX-License-Identifier: Apache-2.0
// Score calls at a fixed rate, and what was answered. Must not read files or print.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "clearway/fraud/v1/fraud_service.pb.h"
#include "tests/benchmark/fraud_load/options.h"
#include "tests/benchmark/open_loop.h"

namespace clearway::fraud_load {

struct Tally {
    benchmark::Timings timings;
    std::array<std::int64_t, fraud::v1::FraudOutcome_ARRAYSIZE> by_outcome{};
    std::int64_t explained = 0;  // answers with contributions
    std::string policy_version;
    std::string model_version;
};

Tally Run(const Options& options);

}  // namespace clearway::fraud_load
