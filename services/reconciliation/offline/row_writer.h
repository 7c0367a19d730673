// SPDX-License-Identifier: Apache-2.0
// Writes rows of a match run into a file, as CSV or as JSON lines.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "services/reconciliation/matching/adjustment.h"

namespace clearway::reconciliation {

struct OutputRow {
    std::string kind;   // match, exception, not_due
    std::string what;   // the pass, or the class
    std::string shape;  // lines:expectations of a match, "1:3"
    std::string account = {};
    std::vector<std::string> expectations = {};  // ids
    std::vector<std::string> lines = {};         // statement:position
    std::vector<std::string> line_ids = {};      // as the bank names them, one for each line
    std::vector<std::string> references = {};
    std::vector<std::string> files = {};
    std::optional<std::int64_t> expected = {};  // sums
    std::optional<std::int64_t> actual = {};
    matching::CurrencyIndex expected_currency = 0;
    matching::CurrencyIndex actual_currency = 0;
    std::optional<matching::Day> expected_day = {};  // the last
    std::optional<matching::Day> actual_day = {};
    std::optional<int> age_days = {};
    std::optional<matching::Adjustment> adjustment = {};
};

class RowWriter {
public:
    virtual ~RowWriter() = default;
    virtual void Write(const OutputRow& row) = 0;
    // The file is at its place only now. Throws std::runtime_error when it cannot be written.
    virtual void Finish() = 0;
};

std::unique_ptr<RowWriter> MakeRowWriter(const std::string& path);

}  // namespace clearway::reconciliation
