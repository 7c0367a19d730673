// SPDX-License-Identifier: Apache-2.0
// Posts the adjustments that two operators agreed on, and takes back those that they agreed to take
// back. The transfers' ids follow from the exception: whoever is killed between the ledger's answer
// and ours posts them again, and they move once.
#pragma once

#include <map>
#include <mutex>

#include "services/reconciliation/usecase/exceptions/exception_desk.h"

namespace clearway::reconciliation {

class AdjustmentLedger {
public:
    virtual ~AdjustmentLedger() = default;
    // All of them or none. Empty: they are posted, now or before. Else why they were refused.
    // Errors: kUnavailable, kDeadlineExceeded and others: it is not known whether they are posted.
    // kInternal is about these alone: the ledger knows an id by another transfer, say.
    virtual async::Task<core::Result<std::string>> Post(
        std::vector<AdjustmentTransfer> transfers) = 0;
};

class PostAdjustments {
public:
    // The references must outlive it. Safe to call from several threads.
    PostAdjustments(ExceptionDesk& desk, AdjustmentLedger& ledger, const core::Clock& clock)
        : desk_(desk), ledger_(ledger), clock_(clock) {}

    // All that wait. Errors: the first one; what is left waits for the next time. One that is stuck
    // by itself stays approved, with a warning, and holds up no other; it is tried again after ten
    // seconds, then after twice as long each time, up to ten minutes.
    async::Task<core::Result<core::Done>> PostAll();
    // Sets the gauge of what is posted and contradicted.
    async::Task<core::Result<core::Done>> CountContradicted();

private:
    async::Task<core::Result<core::Done>> Post(StatementException one);
    bool Waits(const core::Uuid& exception, core::Timestamp now);
    void PutOff(const core::Uuid& exception, core::Timestamp now);
    void Forget(const core::Uuid& exception);

    struct Stuck {
        std::chrono::seconds pause{0};
        core::Timestamp until = {};
    };

    ExceptionDesk& desk_;
    AdjustmentLedger& ledger_;
    const core::Clock& clock_;
    std::mutex mutex_;
    std::map<core::Uuid, Stuck> stuck_;  // of this process
};

}  // namespace clearway::reconciliation
