// SPDX-License-Identifier: Apache-2.0
// What a file of statements says besides its lines, and what is wrong with it. A reader appends
// lines to the book; those of a file with a fault are taken out again.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "services/reconciliation/matching/book.h"
#include "services/reconciliation/statements/file_text.h"

namespace clearway::reconciliation::statements {

struct StatementHead {
    std::string id;
    matching::TextId account = matching::kNoText;
    matching::CurrencyIndex currency = 0;
    matching::Day day = 0;  // of the closing balance, or of the last line
    std::optional<std::int64_t> opening = {};
    std::optional<std::int64_t> closing = {};
    std::optional<std::int64_t> number = {};  // counts up, one statement after the other
    int page = 1;                        // of statements in several parts
    bool last_page = true;
};

struct StatementFile {
    std::string name;
    std::string sha256;
    std::string format;                 // "mt940", "csv", "camt.053"
    std::uint32_t first_statement = 0;  // in the book, with as many as there are heads
    std::vector<StatementHead> heads;
    std::vector<std::string> faults;  // the first twenty
    bool repeats = false;             // one of them: it, or a statement of it, was there before

    bool IsGood() const { return faults.empty(); }
    void Fault(std::string what);
    void FaultAt(std::size_t line, const std::string& what);
};

// Appends a statement to file and book; its lines take the number that it answers.
std::uint32_t AppendStatement(const StatementHead& head, StatementFile& file, matching::Book& book);

// Told how much of a file is read.
using ReadWatch = std::function<void(double share, std::uint64_t lines)>;

}  // namespace clearway::reconciliation::statements
