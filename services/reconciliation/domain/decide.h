// SPDX-License-Identifier: Apache-2.0
// From the proof to what changes: which breaks open, which close, which payment is reconciled for
// the first time, and the facts that tell of it. Pure.
#pragma once

#include <span>
#include <vector>

#include "services/reconciliation/domain/fact.h"
#include "services/reconciliation/domain/record.h"

namespace clearway::reconciliation {

struct Changes {
    std::vector<Break> opened;
    std::vector<core::Uuid> closed;
    std::vector<Fact> facts;  // of a payment: closed, opened, reconciled
    std::int64_t matched_more = 0;  // matched now and not before, less the opposite
    std::int64_t in_flight_more = 0;
};

// Judges the records and leaves each with its new standing.
Changes Decide(std::span<Record> records, core::Timestamp late_before, core::Timestamp now);

}  // namespace clearway::reconciliation
