// SPDX-License-Identifier: Apache-2.0
// What a match run came to, for a person and for a program.
#pragma once

#include <string>
#include <vector>

#include "services/reconciliation/offline/match_rows.h"
#include "services/reconciliation/statements/statement_file.h"

namespace clearway::reconciliation {

struct MatchSummary {
    std::vector<statements::StatementFile> files;
    MatchCounts counts;
    std::string rules;  // id and version
    std::string out;
    std::uint64_t lines = 0;
    std::uint64_t expectations = 0;
    double seconds = 0;
};

std::string SummaryText(const MatchSummary& summary);
std::string SummaryJson(const MatchSummary& summary);

}  // namespace clearway::reconciliation
