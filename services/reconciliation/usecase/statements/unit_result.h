// SPDX-License-Identifier: Apache-2.0
// What a run finds in one account: a function of what is known of it, so that a later run over more
// replaces it whole. A match that later evidence speaks against is not there any more then. Of rows
// that are settled it says nothing: what was found of them stands.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/reconciliation/domain/exceptions/exception.h"
#include "services/reconciliation/matching/rules.h"
#include "services/reconciliation/usecase/statements/unit_book.h"

namespace clearway::reconciliation {

struct UnitMatch {
    core::Uuid match_id;
    std::string pass;
    std::vector<core::Uuid> lines;
    std::vector<core::TransferId> expectations;
};

struct UnitResult {
    core::AccountId account;
    std::vector<UnitMatch> matches;
    std::vector<StatementException> exceptions;  // in the state in which they are opened
    std::vector<core::Uuid> unmatched_lines;
    std::vector<core::TransferId> unmatched_expectations;
    std::int64_t not_due = 0;                    // expected behind the account's last statement
    std::optional<matching::Day> last_day = {};  // of the account's statements
};

// Seals the book.
UnitResult FindResult(UnitBook& unit, const matching::Rules& rules, core::Timestamp at);

}  // namespace clearway::reconciliation
