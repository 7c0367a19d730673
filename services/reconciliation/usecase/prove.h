// SPDX-License-Identifier: Apache-2.0
// Judges records and stores what comes of it: the records with their new standing, breaks opened
// and closed, and the facts for the caller. Both ways to a judgement pass here: news, and lateness.
#pragma once

#include <span>
#include <vector>

#include "services/reconciliation/domain/fact.h"
#include "services/reconciliation/usecase/ports.h"

namespace clearway::reconciliation {

struct Proof {
    std::int64_t breaks_new = 0;
    std::int64_t breaks_closed = 0;
};

Proof Prove(Books& books, std::span<Record> records, core::Timestamp late_before,
            core::Timestamp now, std::vector<Fact>& facts);

}  // namespace clearway::reconciliation
