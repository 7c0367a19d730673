// SPDX-License-Identifier: Apache-2.0
#include "telemetry/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace clearway::metrics {
namespace {

// Never destroyed: handles live as long as the process. Merging means that the same name and
// labels give the same metric.
prometheus::Registry& Metrics() {
    static auto& registry =
        *new prometheus::Registry(prometheus::Registry::InsertBehavior::Merge);
    return registry;
}

prometheus::Labels ToMap(const Labels& labels) { return {labels.begin(), labels.end()}; }

const std::vector<double>& LatencyBuckets() {
    static const std::vector<double> buckets{0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025,
                                             0.005,   0.01,   0.025,   0.05,   0.1,   0.25,
                                             0.5,     1,      2.5,     5,      10};
    return buckets;
}

template <class Builder>
auto& Register(Builder builder, std::string_view name, std::string_view help) {
    return builder.Name(std::string(name)).Help(std::string(help)).Register(Metrics());
}

prometheus::Counter* ToCounter(void* handle) { return static_cast<prometheus::Counter*>(handle); }
prometheus::Gauge* ToGauge(void* handle) { return static_cast<prometheus::Gauge*>(handle); }

}  // namespace

Counter::Counter(std::string_view name, std::string_view help, const Labels& labels)
    : handle_(&Register(prometheus::BuildCounter(), name, help).Add(ToMap(labels))) {}

void Counter::Add(double value) const { ToCounter(handle_)->Increment(value); }
double Counter::Value() const { return ToCounter(handle_)->Value(); }

Gauge::Gauge(std::string_view name, std::string_view help, const Labels& labels)
    : handle_(&Register(prometheus::BuildGauge(), name, help).Add(ToMap(labels))) {}

void Gauge::Set(double value) const { ToGauge(handle_)->Set(value); }
void Gauge::Add(double value) const { ToGauge(handle_)->Increment(value); }
double Gauge::Value() const { return ToGauge(handle_)->Value(); }

Histogram::Histogram(std::string_view name, std::string_view help, const Labels& labels)
    : Histogram(name, help, labels, LatencyBuckets()) {}

Histogram::Histogram(std::string_view name, std::string_view help, const Labels& labels,
                     std::vector<double> buckets)
    : handle_(&Register(prometheus::BuildHistogram(), name, help)
                   .Add(ToMap(labels), std::move(buckets))) {}

void Histogram::Observe(double value) const {
    static_cast<prometheus::Histogram*>(handle_)->Observe(value);
}

std::string Expose() { return prometheus::TextSerializer().Serialize(Metrics().Collect()); }

}  // namespace clearway::metrics
