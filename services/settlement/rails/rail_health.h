// SPDX-License-Identifier: Apache-2.0
// Whether a rail is left out. It is after some failures in a row, for a time that doubles; then one
// payment goes by it again and decides. Reads no clock. Of one thread at a time.
#pragma once

#include <chrono>

#include "core/clock.h"

namespace clearway::settlement::rails {

struct HealthOptions {
    int failures_max = 5;  // in a row
    std::chrono::milliseconds left_out_for{5'000};
    std::chrono::milliseconds left_out_for_max{300'000};
};

class RailHealth {
public:
    explicit RailHealth(const HealthOptions& options = {}) : options_(options) {}

    // From when on the rail may be chosen: `now`, unless it is left out. While the one payment that
    // tries it is under way, when the next may.
    core::Timestamp UsableFrom(core::Timestamp now) const;

    // A payment goes by it.
    void Chosen(core::Timestamp now);
    // The rail answered, whatever it said.
    void Answered();
    // It did not, in time.
    void Failed(core::Timestamp now);

    bool LeftOut() const { return left_out_; }

private:
    HealthOptions options_;
    int failures_ = 0;
    bool left_out_ = false;
    bool trying_ = false;  // one payment goes by it although it is left out
    core::Timestamp until_ = {};
    std::chrono::milliseconds next_for_{0};
};

}  // namespace clearway::settlement::rails
