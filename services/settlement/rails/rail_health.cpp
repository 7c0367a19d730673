// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/rail_health.h"

#include <algorithm>

namespace clearway::settlement::rails {

core::Timestamp RailHealth::UsableFrom(core::Timestamp now) const {
    return left_out_ ? std::max(now, until_) : now;
}

// The next one waits as if this one failed; it need not be told when this one is never heard of.
void RailHealth::Chosen(core::Timestamp now) {
    if (!left_out_) return;
    trying_ = true;
    until_ = now + next_for_;
}

void RailHealth::Answered() {
    failures_ = 0;
    left_out_ = trying_ = false;
    next_for_ = std::chrono::milliseconds(0);
}

void RailHealth::Failed(core::Timestamp now) {
    if (++failures_ < options_.failures_max) return;
    // Payments that were on their way when it was left out fail too: they say nothing new.
    if (left_out_ && !trying_) return;
    left_out_ = true;
    trying_ = false;
    next_for_ = std::clamp(next_for_ * 2, options_.left_out_for, options_.left_out_for_max);
    until_ = now + next_for_;
}

}  // namespace clearway::settlement::rails
