// SPDX-License-Identifier: Apache-2.0
// Posts the adjustments that two operators agreed on. The transfer's id follows from the exception:
// whoever is killed between the ledger's answer and ours posts it again, and it moves once.
#pragma once

#include "core/money.h"
#include "services/reconciliation/usecase/exceptions/exception_desk.h"

namespace clearway::reconciliation {

struct AdjustmentOrder {
    core::TransferId transfer_id;
    core::AccountId debtor;
    core::AccountId creditor;
    core::Money amount;
};

class AdjustmentLedger {
public:
    virtual ~AdjustmentLedger() = default;
    // Empty: it is posted, now or before. Else why it was refused. Errors: kUnavailable,
    // kDeadlineExceeded and others: it is not known whether it is posted. kInternal is about this
    // one alone: the ledger knows its id by another transfer, say.
    virtual async::Task<core::Result<std::string>> Post(AdjustmentOrder order) = 0;
};

class PostAdjustments {
public:
    // The references must outlive it.
    PostAdjustments(ExceptionDesk& desk, AdjustmentLedger& ledger, const core::Clock& clock)
        : desk_(desk), ledger_(ledger), clock_(clock) {}

    // All that wait. Errors: the first one; what is left waits for the next time. One that is stuck
    // by itself stays approved, with a warning, and holds up no other.
    async::Task<core::Result<core::Done>> PostAll();

private:
    async::Task<core::Result<std::string>> Post(StatementException one);

    ExceptionDesk& desk_;
    AdjustmentLedger& ledger_;
    const core::Clock& clock_;
};

}  // namespace clearway::reconciliation
