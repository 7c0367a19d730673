// SPDX-License-Identifier: Apache-2.0
// What a run looks at of one account, as matching takes it, with the ids of its rows: all that is
// not settled for good, and the settled rows of the days right before, so that what is open meets
// the neighbours that it always had.
#pragma once

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "core/ids.h"
#include "services/reconciliation/matching/book.h"

namespace clearway::reconciliation {

struct UnitBook {
    struct Place {
        core::Uuid file_id;
        std::uint32_t place = 0;  // of the statement in the file
    };
    struct Expected {
        core::TransferId transfer_id;
        std::optional<core::PaymentId> payment_id = {};
        bool settled = false;
    };

    core::AccountId account;
    matching::Book book;             // not sealed
    std::vector<Place> statements;   // of book.statements
    std::vector<Expected> expected;  // by the row of an expectation
    // By statement and position: no run says anything else of them.
    std::set<std::pair<std::uint32_t, std::uint32_t>> settled_lines = {};

    core::Uuid LineId(const matching::StatementLine& line) const;
    bool IsSettled(const matching::StatementLine& line) const {
        return settled_lines.contains({line.statement, line.position});
    }
    const Expected& Of(const matching::Expectation& one) const { return expected[one.row]; }
};

}  // namespace clearway::reconciliation
