// SPDX-License-Identifier: Apache-2.0
// What a load at a fixed rate prints about its times.
#pragma once

#include <boost/json.hpp>

#include "tests/benchmark/open_loop.h"

namespace clearway::benchmark {

// sent, calls, failed_calls, p50_ms ...; cpu_seconds are of this program.
boost::json::object TimingsJson(const Timings& timings, const Pace& pace);

}  // namespace clearway::benchmark
