// SPDX-License-Identifier: Apache-2.0
// What the use cases need of the store. No SQL, no proto; failures of the database are exceptions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/clock.h"
#include "services/reconciliation/domain/decide.h"
#include "services/reconciliation/domain/expectation.h"

namespace clearway::reconciliation {

struct ClosedBreak {
    core::Uuid break_id;
    core::PaymentId payment_id;
    BreakReason reason;
};

struct Totals {
    std::int64_t matched = 0;      // payments on which both sides agree
    std::int64_t in_flight = 0;    // on their way, and those with news
    std::int64_t breaks_open = 0;
};

// Both sides' records and the breaks, inside one transaction.
class Books {
public:
    virtual ~Books() = default;

    // Both note the payments as having news. What is known already changes nothing.
    virtual void RecordExpectations(std::span<const Expectation> expectations,
                                    core::Timestamp received_at) = 0;
    virtual void RecordMovements(std::span<const Movement> movements,
                                 core::Timestamp received_at) = 0;

    // Payments with news, and those in flight since `late_before` or longer; locked.
    virtual std::vector<core::PaymentId> LockDue(core::Timestamp late_before,
                                                 std::int64_t limit) = 0;
    // The proof. Must follow LockDue: it then sees all news that came before the lock.
    virtual std::vector<Judgement> Judge(std::span<const core::PaymentId> payments,
                                         core::Timestamp late_before) = 0;

    virtual void Open(std::span<const Break> breaks) = 0;
    virtual std::vector<ClosedBreak> Close(std::span<const BreakKey> breaks,
                                           core::Timestamp closed_at) = 0;
    virtual void Save(std::span<const Check> checks, std::int64_t matched_more) = 0;
    virtual Totals ReadTotals() = 0;
};

}  // namespace clearway::reconciliation
