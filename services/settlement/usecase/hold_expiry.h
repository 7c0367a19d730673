// SPDX-License-Identifier: Apache-2.0
// Ends holds at their time. Holds that another instance placed are found by an occasional look.
#pragma once

#include <stop_token>
#include <vector>

#include "async/due_timer.h"
#include "services/settlement/usecase/ports.h"

namespace clearway::settlement::usecase {

class HoldExpiry {
public:
    // All references must outlive it; `executor` runs on threads of its own.
    HoldExpiry(LedgerReader& reader, LedgerWriter& ledger, const core::Clock& clock,
               async::Executor executor);

    // A hold was placed: the sleep ends in time for it. Quick, from any thread.
    void Notice(core::Timestamp expires_at) { timer_.Notice(expires_at); }

private:
    // Ends what is due, or a part when `stop` is requested; the moment of the next look.
    core::Timestamp ExpireDue(const std::stop_token& stop);
    bool Expire(const std::vector<core::HoldId>& due);

    LedgerReader& reader_;
    LedgerWriter& ledger_;
    const core::Clock& clock_;
    async::Executor executor_;
    async::DueTimer timer_;  // last: stopped while the rest exists
};

}  // namespace clearway::settlement::usecase
