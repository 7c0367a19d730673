// SPDX-License-Identifier: Apache-2.0
// An entry of a statement as lines of a book: one for each of its transactions where their amounts
// come to that of the entry, else one. A batch comes in pieces and is not held.
#pragma once

#include "iso20022/model/entry.h"
#include "services/reconciliation/matching/book.h"

namespace clearway::reconciliation::statements {

std::int64_t SignedMinor(const core::Money& amount, std::optional<iso20022::Side> side);

class CamtEntry {
public:
    // `line`: what the entry says itself. It has an amount and a side.
    CamtEntry(matching::Book& book, const matching::StatementLine& line,
              const iso20022::Entry& entry);

    void Take(const std::vector<iso20022::EntryDetails>& details);
    // The lines are complete, and numbered behind this position.
    void End(std::uint32_t& position);

private:
    void TakeTransaction(const iso20022::EntryTransaction& one);
    bool AddsTo(const iso20022::EntryTransaction& one);
    void AddReferences(const matching::StatementLine& line);
    void Tell(const iso20022::EntryTransaction& transaction, matching::StatementLine& line);
    matching::StatementLine WholeLine();
    matching::TextId Kept(std::string_view text);

    matching::Book& book_;
    matching::StatementLine line_;
    core::Currency currency_;
    iso20022::Side side_;
    std::size_t first_line_;  // in the book
    std::size_t transactions_ = 0;
    std::optional<std::int64_t> sum_ = 0;  // of the transactions; nullopt: one has no amount
    matching::StatementLine only_;         // the first, with the entry's amount
    matching::TextId batch_ = matching::kNoText;
    std::string text_;        // the entry's own
    std::string references_;  // of its transactions
};

}  // namespace clearway::reconciliation::statements
