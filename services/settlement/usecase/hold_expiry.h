// SPDX-License-Identifier: Apache-2.0
// Ends holds at their time: a thread that sleeps until the next one is due. It does not poll; an
// occasional look catches holds that another instance placed.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "core/clock.h"
#include "services/settlement/usecase/ports.h"

namespace clearway::settlement::usecase {

class HoldExpiry {
public:
    // All references must outlive it; `executor` runs on threads of its own.
    HoldExpiry(LedgerReader& reader, LedgerWriter& ledger, const core::Clock& clock,
               async::Executor executor);
    ~HoldExpiry();
    HoldExpiry(const HoldExpiry&) = delete;
    HoldExpiry& operator=(const HoldExpiry&) = delete;

    // A hold was placed: the sleep ends in time for it. Quick, from any thread.
    void Notice(core::Timestamp expires_at);

private:
    void Run();
    // Ends what is due; the moment of the next look.
    core::Timestamp ExpireDue();
    bool Expire(const std::vector<core::HoldId>& due);

    LedgerReader& reader_;
    LedgerWriter& ledger_;
    const core::Clock& clock_;
    async::Executor executor_;

    std::mutex mutex_;
    std::condition_variable wake_;
    core::Timestamp sleeping_until_ = core::Timestamp::max();
    bool look_again_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace clearway::settlement::usecase
