// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/timings_json.h"

#include <boost/json.hpp>

#include "tests/benchmark/load/cpu_seconds.h"

namespace clearway::benchmark {
namespace {

double Milliseconds(std::int64_t microseconds) { return static_cast<double>(microseconds) / 1e3; }

}  // namespace

boost::json::object TimingsJson(const Timings& timings, const Pace& pace) {
    const auto seconds = static_cast<double>(pace.duration.count());
    const auto calls = timings.latency.Count();
    return {{"sent", timings.sent},
            {"calls", calls},
            {"failed_calls", timings.failed},
            {"seconds", seconds},
            {"warm_up_seconds", static_cast<double>(pace.warm_up.count())},
            {"calls_per_second", static_cast<double>(calls) / seconds},
            {"p50_ms", Milliseconds(timings.latency.PerMille(500))},
            {"p99_ms", Milliseconds(timings.latency.PerMille(990))},
            {"p999_ms", Milliseconds(timings.latency.PerMille(999))},
            {"max_ms", Milliseconds(timings.latency.Max())},
            {"late_p99_ms", Milliseconds(timings.lateness.PerMille(990))},
            {"cpu_seconds", load::CpuSeconds()}};
}

}  // namespace clearway::benchmark
