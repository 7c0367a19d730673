// SPDX-License-Identifier: Apache-2.0
// Up to which number each audience has dealt with its messages, as its calls say; of this process
// alone. From any thread.
#pragma once

#include <map>
#include <mutex>

#include "services/rail_simulator/usecase/ports.h"

namespace clearway::rail_simulator {

class Acknowledged {
public:
    // True when it is news.
    bool Note(const Audience& audience, std::int64_t sequence) {
        const std::lock_guard lock(mutex_);
        auto& known = up_to_[audience];
        if (sequence <= known) return false;
        known = sequence;
        return true;
    }
    std::int64_t UpTo(const Audience& audience) const {
        const std::lock_guard lock(mutex_);
        const auto found = up_to_.find(audience);
        return found == up_to_.end() ? 0 : found->second;
    }

private:
    mutable std::mutex mutex_;
    std::map<Audience, std::int64_t> up_to_;
};

}  // namespace clearway::rail_simulator
