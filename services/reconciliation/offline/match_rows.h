// SPDX-License-Identifier: Apache-2.0
// What a match run writes: a row for each match, each exception and each expectation that is not
// due yet, as CSV or as JSON lines.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "services/reconciliation/matching/book.h"
#include "services/reconciliation/matching/outcome.h"
#include "services/reconciliation/matching/rules.h"

namespace clearway::reconciliation {

struct MatchCounts {
    std::uint64_t lines_matched = 0;
    std::uint64_t expectations_matched = 0;
    std::map<std::string, std::uint64_t> matches_by_pass;
    std::uint64_t matches_with_difference = 0;  // within a tolerance or a fee
    std::map<std::string, std::uint64_t> exceptions_by_class;
    std::uint64_t exceptions = 0;
    std::uint64_t not_due = 0;
};

// JSON lines where the name says so (.jsonl, .ndjson), an array of JSON (.json), else CSV; packed
// where it ends in .gz. `as_of`: the day from which ages count; else the last statement of the
// account. Throws std::runtime_error when the file cannot be written.
MatchCounts WriteMatchRows(const std::string& path, const matching::Book& book,
                           const matching::Rules& rules, const matching::Outcome& outcome,
                           std::optional<matching::Day> as_of);

}  // namespace clearway::reconciliation
