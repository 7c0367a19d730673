// SPDX-License-Identifier: Apache-2.0
// All that is known of one account, as matching takes it, with the ids of its rows.
#pragma once

#include <optional>
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
    };

    core::AccountId account;
    matching::Book book;             // not sealed
    std::vector<Place> statements;   // of book.statements
    std::vector<Expected> expected;  // by the row of an expectation

    core::Uuid LineId(const matching::StatementLine& line) const;
    const Expected& Of(const matching::Expectation& one) const { return expected[one.row]; }
};

}  // namespace clearway::reconciliation
