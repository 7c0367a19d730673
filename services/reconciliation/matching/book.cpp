// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/book.h"

#include <algorithm>
#include <compare>
#include <tuple>

namespace clearway::reconciliation::matching {
namespace {

// Compares rows by what they say; texts by their letters, because their numbers follow arrival.
class CanonicalOrder {
public:
    explicit CanonicalOrder(const Book& book) : book_(book) {}

    bool operator()(const StatementLine& a, const StatementLine& b) const {
        auto order = Compare(a, b);
        if (order == 0) order = a.booked_day <=> b.booked_day;
        if (order == 0) order = Compare(a.text, b.text);
        if (order == 0) order = Compare(a.code, b.code);
        if (order == 0) order = a.reversal <=> b.reversal;
        if (order != 0) return order < 0;
        // Nothing tells them apart but where they stand.
        const auto place = [&](const StatementLine& line) {
            const auto& statement = book_.statements[line.statement];
            return std::tie(statement.id, statement.file, line.position);
        };
        return place(a) < place(b);
    }

    bool operator()(const Expectation& a, const Expectation& b) const {
        auto order = Compare(a, b);
        if (order == 0) order = a.fee_max <=> b.fee_max;
        if (order == 0) order = a.tolerance <=> b.tolerance;
        return order != 0 ? order < 0 : a.row < b.row;
    }

private:
    std::strong_ordering Compare(TextId a, TextId b) const {
        if (a == b) return std::strong_ordering::equal;
        return book_.texts.At(a) <=> book_.texts.At(b);
    }

    std::strong_ordering Compare(const Movement& a, const Movement& b) const {
        auto order = Compare(a.account, b.account);
        if (order == 0) order = a.currency <=> b.currency;
        if (order == 0) order = a.value_day <=> b.value_day;
        if (order == 0) order = a.amount <=> b.amount;
        for (std::size_t kind = 0; order == 0 && kind < kReferenceKinds; ++kind)
            order = Compare(a.references[kind], b.references[kind]);
        if (order == 0) order = Compare(a.counterparty_account, b.counterparty_account);
        if (order == 0) order = Compare(a.counterparty_name, b.counterparty_name);
        return order;
    }

    const Book& book_;
};

void DropEmptyWords(Movement& movement, const Book& book, const ReferenceForm& form) {
    for (auto& reference : movement.references)
        if (form.SaysNothing(book.texts.At(reference))) reference = kNoText;
}

}  // namespace

void Seal(Book& book, const ReferenceForm& form) {
    for (auto& line : book.lines) DropEmptyWords(line, book, form);
    for (auto& expectation : book.expectations) {
        const auto own = expectation.references[kOwnId];
        DropEmptyWords(expectation, book, form);
        expectation.references[kOwnId] = own;
    }
    const CanonicalOrder order(book);
    std::ranges::sort(book.lines, order);
    std::ranges::sort(book.expectations, order);
}

}  // namespace clearway::reconciliation::matching
