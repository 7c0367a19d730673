// SPDX-License-Identifier: Apache-2.0
// The two sides that are matched, compact enough for millions of rows in memory: what the bank's
// statements say, and what was expected. Texts lie in one pool, so that equal references are equal
// numbers. Sealed, the rows are in canonical order: by account, currency, value date, amount, then
// by all that they say, never by how they came in.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "services/reconciliation/matching/amount.h"
#include "services/reconciliation/matching/day.h"
#include "services/reconciliation/matching/reference_form.h"
#include "services/reconciliation/matching/text_pool.h"

namespace clearway::reconciliation::matching {

enum ReferenceKind : std::size_t {
    kUetr,
    kEndToEnd,
    kInstruction,
    kOther,  // a batch, an invoice, a creditor reference
    kOwnId,  // the bank's own of a line, ours of an expectation: never compared with each other
    kReferenceKinds,
};

// What both sides say of a movement of money on an account of ours.
struct Movement {
    std::int64_t amount = 0;  // minor units; positive: credited to the account
    TextId account = kNoText;
    CurrencyIndex currency = 0;
    Day value_day = 0;
    std::array<TextId, kReferenceKinds> references{};
    TextId counterparty_account = kNoText;
    TextId counterparty_name = kNoText;  // words in capital letters with a blank between them
};

struct StatementLine : Movement {
    Day booked_day = 0;
    TextId text = kNoText;  // free text of the payer
    TextId code = kNoText;  // bank transaction code
    std::uint32_t statement = 0;
    std::uint32_t position = 0;  // in its statement, from 1
    bool reversal = false;
};

struct Expectation : Movement {
    std::int64_t fee_max = 0;    // that may be taken off on the way
    std::int64_t tolerance = 0;  // to either side
    std::uint32_t row = 0;       // in its file
};

struct Statement {
    std::string file;  // its name, without the folder
    std::string id;
    TextId account = kNoText;
    CurrencyIndex currency = 0;
    Day day = 0;       // of its closing balance, or of its last line
    bool used = true;  // false: its file was put aside, and none of its lines is here
};

struct Book {
    TextPool texts;
    std::vector<Statement> statements;
    std::vector<StatementLine> lines;
    std::vector<Expectation> expectations;
};

// References that say nothing are dropped, and rows come into canonical order.
void Seal(Book& book, const ReferenceForm& form);

}  // namespace clearway::reconciliation::matching
