// SPDX-License-Identifier: Apache-2.0
// Ends holds at their time: a thread that sleeps until the next one is due. It does not poll; an
// occasional look catches holds that another instance placed.
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#include "core/clock.h"
#include "services/settlement/usecase/ports.h"

namespace clearway::settlement::usecase {

class HoldExpiry {
public:
    // All references must outlive it; `executor` runs on threads of its own.
    HoldExpiry(LedgerReader& reader, LedgerWriter& ledger, const core::Clock& clock,
               async::Executor executor);

    // A hold was placed: the sleep ends in time for it. Quick, from any thread.
    void Notice(core::Timestamp expires_at);

private:
    void Run(const std::stop_token& stop);
    // Ends what is due, or a part when `stop` is requested; the moment of the next look.
    core::Timestamp ExpireDue(const std::stop_token& stop);
    bool Expire(const std::vector<core::HoldId>& due);

    LedgerReader& reader_;
    LedgerWriter& ledger_;
    const core::Clock& clock_;
    async::Executor executor_;

    std::mutex mutex_;
    std::condition_variable_any wake_;
    core::Timestamp sleeping_until_ = core::Timestamp::max();
    bool look_again_ = false;
    std::jthread thread_;  // last: stopped and awaited while the rest exists
};

}  // namespace clearway::settlement::usecase
