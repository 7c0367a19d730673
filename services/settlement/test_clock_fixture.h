// SPDX-License-Identifier: Apache-2.0
// A clock for tests of the ledger. Not linked by the service.
#pragma once

#include <mutex>
#include <optional>

#include "core/clock.h"

namespace clearway::settlement::testing {

// A clock that a test sets; real time when it was never set.
class TestClock final : public core::Clock {
public:
    core::Timestamp Now() const override {
        const std::lock_guard lock(mutex_);
        return set_ ? *set_ : core::SystemClock().Now();
    }
    void Set(core::Timestamp now) {
        const std::lock_guard lock(mutex_);
        set_ = now;
    }

private:
    mutable std::mutex mutex_;
    std::optional<core::Timestamp> set_;
};

}  // namespace clearway::settlement::testing
