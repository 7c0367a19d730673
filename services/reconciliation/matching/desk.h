// SPDX-License-Identifier: Apache-2.0
// What the passes share while they work through a sealed book: which rows are matched, and the
// normalised forms of references.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "services/reconciliation/matching/book.h"
#include "services/reconciliation/matching/outcome.h"
#include "services/reconciliation/matching/rules.h"

namespace clearway::reconciliation::matching {

using Row = std::uint32_t;

// Rows of an account and currency that no pass has matched yet, in canonical order.
struct Partition {
    std::vector<Row> lines;
    std::vector<Row> expectations;
};

// The rows of an account, which lie together.
struct AccountRows {
    Row lines_begin = 0, lines_end = 0;
    Row expectations_begin = 0, expectations_end = 0;
};

// A key that a line carries. `own`: it is the bank's own id.
struct LineKey {
    TextId key = kNoText;
    Row line = 0;
    bool own = false;
};

class Desk {
public:
    using Forms = std::array<TextId, kReferenceKinds>;

    Desk(const Book& book, const Rules& rules);

    const Book& TheBook() const { return book_; }
    const Rules& TheRules() const { return rules_; }
    const StatementLine& Line(Row row) const { return book_.lines[row]; }
    const Expectation& Expected(Row row) const { return book_.expectations[row]; }

    bool LineTaken(Row row) const { return line_taken_[row]; }
    bool ExpectationTaken(Row row) const { return expectation_taken_[row]; }
    void Match(std::size_t pass, std::span<const Row> lines, std::span<const Row> expectations);
    // Lets go of what is matched.
    void Prune(Partition& partition) const;

    // Normalises the references of the account's expectations, unless it was done.
    void NormaliseExpectations(const AccountRows& account);
    const Forms& FormsOf(Row expectation) const { return forms_of_[expectation]; }
    // All that a line says that could be a reference, as far as some expectation has the same form.
    void AppendForms(Row line, std::vector<LineKey>& keys) const;
    // The number of the form of a reference; the second does not make a new one.
    TextId FormOf(std::string_view reference);
    std::optional<TextId> KnownFormOf(std::string_view reference) const;
    std::size_t FormCount() const { return forms_.Size(); }

    Outcome& Result() { return outcome_; }

private:
    const Book& book_;
    const Rules& rules_;
    Outcome outcome_;
    std::vector<bool> line_taken_;
    std::vector<bool> expectation_taken_;
    TextPool forms_;
    std::vector<Forms> forms_of_;
    Row normalised_to_ = 0;  // accounts come in their order
};

// Between the value dates; a weekend is one day.
int DaysApart(const Movement& a, const Movement& b);
// At most so many days apart, without the weekdays on which TARGET is closed where both are euros.
bool AreWithinDays(const Movement& a, const Movement& b, int days);
// Both have a UETR, and not the same: whatever else they say, they are two payments.
bool AreOfOtherPayments(const Movement& a, const Movement& b);

}  // namespace clearway::reconciliation::matching
