// SPDX-License-Identifier: Apache-2.0
// Spaces batches out, so that each holds more: a batch then tells all of most payments. What
// arrives meanwhile waits in the consumer. One thread at a time.
#pragma once

#include <chrono>
#include <stop_token>

namespace clearway::reconciliation {

class Pace {
public:
    Pace(std::chrono::milliseconds interval, std::size_t batch_max, std::stop_token stop)
        : interval_(interval), batch_max_(batch_max), stop_(std::move(stop)) {}

    // Waits until `interval` has passed since it last waited. Not after a full batch, which has a
    // backlog behind it; not after one fact alone, which may be one of many that are handed in one
    // by one because a neighbour cannot be read; and no longer than until `stop` is requested.
    void After(std::size_t facts);

private:
    const std::chrono::milliseconds interval_;
    const std::size_t batch_max_;
    const std::stop_token stop_;
    std::chrono::steady_clock::time_point next_ = {};
};

}  // namespace clearway::reconciliation
