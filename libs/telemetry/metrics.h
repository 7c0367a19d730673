// SPDX-License-Identifier: Apache-2.0
// Prometheus metrics without prometheus-cpp in sight. Names: clearway_<what>_<unit>, units in base
// form (seconds, bytes), counters end in _total. Handles are cheap to copy and live as long as the
// process; make them once, not a call.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clearway::metrics {

using Labels = std::vector<std::pair<std::string, std::string>>;

class Counter {
public:
    Counter(std::string_view name, std::string_view help, const Labels& labels = {});
    void Add(double value = 1) const;
    double Value() const;  // for tests

private:
    void* handle_;
};

class Gauge {
public:
    Gauge(std::string_view name, std::string_view help, const Labels& labels = {});
    void Set(double value) const;
    void Add(double value) const;
    double Value() const;

private:
    void* handle_;
};

class Histogram {
public:
    // Buckets from 50 microseconds to 10 seconds, for latencies in seconds.
    Histogram(std::string_view name, std::string_view help, const Labels& labels = {});
    // Own buckets, e.g. batch sizes.
    Histogram(std::string_view name, std::string_view help, const Labels& labels,
              std::vector<double> buckets);
    void Observe(double value) const;

private:
    void* handle_;
};

// The text exposition format of all metrics of the process.
std::string Expose();

}  // namespace clearway::metrics
