// SPDX-License-Identifier: Apache-2.0
// What the books hold of one payment: what each side said, and where that leaves it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/clock.h"
#include "services/reconciliation/domain/break.h"
#include "services/reconciliation/domain/news.h"

namespace clearway::reconciliation {

struct OpenBreak {
    core::Uuid break_id;
    BreakReason reason;
};

// As the last judgement left it.
struct Standing {
    bool in_flight = false;           // on its way: judged again when it is late
    bool matched = false;             // both sides agree for good
    bool reconciled = false;          // PaymentReconciled was told
    std::int32_t stream_version = 0;  // of the payment's reconciliation stream
    std::vector<OpenBreak> open = {};
};

struct Record {
    core::PaymentId payment_id;
    std::optional<Expectation> told = {};
    std::vector<Movement> moved = {};  // one, and one back, unless something is wrong
    bool committed = false;            // its funds wait for a rail, or went
    core::Timestamp since = {};        // when the latest news came
    Standing standing = {};
    bool stored = false;
};

// False when the record knew all of it: the facts came again, or late and out of order.
bool Join(Record& record, const News& news, core::Timestamp heard_at);

}  // namespace clearway::reconciliation
