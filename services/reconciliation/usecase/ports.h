// SPDX-License-Identifier: Apache-2.0
// What the use cases need of the store. No SQL, no proto; failures of the database are exceptions.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/clock.h"
#include "services/reconciliation/domain/break.h"
#include "services/reconciliation/domain/record.h"

namespace clearway::reconciliation {

struct Totals {
    std::int64_t matched = 0;    // payments on which both sides agree
    std::int64_t in_flight = 0;  // on their way
    std::int64_t breaks_open = 0;
};

// Payments that were in flight at one time, in lists as NoteInFlight() wrote them.
struct Due {
    std::int64_t lists = 0;
    std::vector<core::PaymentId> payments;
};

// The books, inside one transaction; whoever else wants them waits for its end.
class Books {
public:
    virtual ~Books() = default;

    // The records of those payments that have one, in the order of their ids.
    virtual std::vector<Record> Load(std::span<const core::PaymentId> payments) = 0;
    // The same of those that are in flight, or whose funds were promised to a rail.
    virtual std::vector<Record> LoadInFlight(std::span<const core::PaymentId> payments) = 0;
    // For new records of payments that may have had one before, which was pruned: they go on where
    // the payment's reconciliation stream ended.
    virtual void Recall(std::span<Record> records) = 0;

    // Inserts the records that are not stored and updates the others.
    virtual void Save(std::span<const Record> records) = 0;
    virtual void Open(std::span<const Break> breaks) = 0;
    virtual void Close(std::span<const core::Uuid> breaks, core::Timestamp closed_at) = 0;
    virtual void AddToTotals(std::int64_t matched_more, std::int64_t in_flight_more) = 0;

    virtual void NoteInFlight(std::span<const core::PaymentId> payments, core::Timestamp since) = 0;
    // Takes away at most `lists_max` lists noted at `late_before` or earlier, the oldest first.
    virtual Due TakeDue(core::Timestamp late_before, std::int64_t lists_max) = 0;

    virtual Totals ReadTotals() = 0;
};

}  // namespace clearway::reconciliation
