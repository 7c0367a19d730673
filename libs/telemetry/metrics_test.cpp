// SPDX-License-Identifier: Apache-2.0
#include "telemetry/metrics.h"

#include <gtest/gtest.h>

namespace clearway::metrics {
namespace {

TEST(Metrics, TheSameNameAndLabelsAreTheSameMetric) {
    const Counter first("clearway_test_calls_total", "Calls", {{"method", "Create"}});
    const Counter again("clearway_test_calls_total", "Calls", {{"method", "Create"}});
    const Counter other("clearway_test_calls_total", "Calls", {{"method", "Get"}});
    first.Add();
    again.Add(2);
    EXPECT_EQ(first.Value(), 3);
    EXPECT_EQ(again.Value(), 3);
    EXPECT_EQ(other.Value(), 0);
}

TEST(Metrics, ExposeShowsEveryKindInTheTextFormat) {
    Counter("clearway_test_shown_total", "Shown", {{"code", "a\"b"}}).Add(2);
    const Gauge gauge("clearway_test_depth", "Depth");
    gauge.Set(5);
    gauge.Add(-2);
    EXPECT_EQ(gauge.Value(), 3);
    Histogram("clearway_test_seconds", "Latency").Observe(0.003);
    Histogram("clearway_test_batch", "Batch size", {}, {1, 10}).Observe(4);
    const auto text = Expose();
    for (const auto* expected :
         {"# TYPE clearway_test_shown_total counter\n",
          "clearway_test_shown_total{code=\"a\\\"b\"} 2\n",
          "clearway_test_depth 3\n", "clearway_test_seconds_bucket{le=\"0.0025\"} 0\n",
          "clearway_test_seconds_bucket{le=\"0.005\"} 1\n", "clearway_test_seconds_count 1\n",
          "clearway_test_batch_bucket{le=\"10\"} 1\n", "clearway_test_batch_bucket{le=\"1\"} 0\n"})
        EXPECT_NE(text.find(expected), std::string::npos) << expected << "\nin\n" << text;
}

TEST(Metrics, AHistogramMadeTwiceCountsTogether) {
    Histogram("clearway_test_again_seconds", "Again").Observe(0.1);
    Histogram("clearway_test_again_seconds", "Again").Observe(0.1);
    EXPECT_NE(Expose().find("clearway_test_again_seconds_count 2\n"), std::string::npos);
}

}  // namespace
}  // namespace clearway::metrics
