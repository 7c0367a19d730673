// SPDX-License-Identifier: Apache-2.0
// What a file of statements says besides its lines, and what is wrong with it. A reader appends
// lines to the book; those of a statement or a file with a fault are taken out again. What is odd
// and can make no number wrong is noted, and taken.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "services/reconciliation/matching/book.h"
#include "services/reconciliation/statements/file_text.h"

namespace clearway::reconciliation::statements {

// How far an id or a number tells that a statement is the same as another one, or its next.
enum class StatementKind : std::uint8_t {
    kStatement,     // of a day or a period, one after the other
    kNotification,  // camt.054: has an id, and no place among others
    kTable,         // CSV: its name is the file's
};

struct StatementHead {
    std::string id;
    StatementKind kind = StatementKind::kStatement;
    matching::TextId account = matching::kNoText;
    matching::CurrencyIndex currency = 0;
    matching::Day day = 0;  // of the closing balance, or of the last line
    std::optional<std::int64_t> opening = {};
    std::optional<std::int64_t> closing = {};
    std::optional<std::int64_t> number = {};  // counts up, one statement after the other
    int page = 1;                             // of statements in several parts
    bool last_page = true;
    bool pages_of_message = false;         // the page is its message's, and perhaps none of its own
    std::vector<std::string> faults = {};  // why it is put aside: none of its lines counts
    bool repeats = false;                  // one of them: it was there before
    bool let_through = false;              // what is missing before it is given up

    bool IsGood() const { return faults.empty(); }
    void Fault(std::string what);  // the first twenty are kept
};

struct StatementFile {
    std::string name;
    std::string sha256;
    std::string format;                 // "mt940", "csv", "camt.053"
    std::uint32_t first_statement = 0;  // in the book, with as many as there are heads
    std::vector<StatementHead> heads;
    std::vector<std::string> faults;  // of the whole file: none of its statements counts
    std::vector<std::string> notes;   // oddities that were let pass; the first twenty
    bool repeats = false;             // the same bytes were there before

    // The file could be read; statements of it may still be put aside.
    bool IsGood() const { return faults.empty(); }
    bool IsUsed(const StatementHead& head) const { return IsGood() && head.IsGood(); }
    std::size_t UsedStatements() const;
    // Of the file, then of its statements, each with its name: "statement 3/1: ..."; the first
    // hundred.
    std::vector<std::string> AllFaults() const;

    void Fault(std::string what);
    void FaultAt(std::size_t line, const std::string& what);
    void Note(std::string what);
    void NoteAt(std::size_t line, const std::string& what);
};

// "statement 5/1", by its number, or by its id.
std::string NameOf(const StatementHead& head);
std::string AtLine(std::size_t line, const std::string& what);  // "line 3: what"

// Appends a statement to file and book; its lines take the number that it answers.
std::uint32_t AppendStatement(const StatementHead& head, StatementFile& file, matching::Book& book);

// Told how much of a file is read.
using ReadWatch = std::function<void(double share, std::uint64_t lines)>;

}  // namespace clearway::reconciliation::statements
