// SPDX-License-Identifier: Apache-2.0
// Reads a rules file (JSON, docs/reconciliation_rules.md) and checks it: an unknown or doubled key,
// a value of another type or out of its bounds is a fault, and every fault is listed with its line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/reconciliation/matching/csv_mapping.h"
#include "services/reconciliation/matching/rules.h"

namespace clearway::reconciliation::matching {

struct RulesFile {
    std::optional<Rules> rules;             // absent when there is a fault
    std::vector<CsvMapping> mappings = {};  // of statements in CSV, in the order of their trial
    std::vector<std::string> faults = {};   // "line 12: passes[2].days: must be from 0 to 366"
};

RulesFile ReadRulesFile(std::string_view text);

// The file that is built in.
std::string_view DefaultRules();

}  // namespace clearway::reconciliation::matching
