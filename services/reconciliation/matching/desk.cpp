// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/desk.h"

#include <cstdlib>
#include <string>

namespace clearway::reconciliation::matching {

std::string_view NameOf(ExceptionClass exception_class) {
    switch (exception_class) {
        case ExceptionClass::kMissing: return "missing";
        case ExceptionClass::kExtra: return "extra";
        case ExceptionClass::kDuplicate: return "duplicate";
        case ExceptionClass::kWrongAmount: return "wrong_amount";
        case ExceptionClass::kWrongDate: return "wrong_date";
        case ExceptionClass::kWrongCurrency: return "wrong_currency";
    }
    return "";
}

Desk::Desk(const Book& book, const Rules& rules)
    : book_(book),
      rules_(rules),
      line_taken_(book.lines.size()),
      expectation_taken_(book.expectations.size()) {}

void Desk::Match(std::size_t pass, std::span<const Row> lines, std::span<const Row> expectations) {
    outcome_.matches.push_back({.pass = static_cast<std::uint16_t>(pass),
                                .first = static_cast<Row>(outcome_.members.size()),
                                .lines = static_cast<Row>(lines.size()),
                                .expectations = static_cast<Row>(expectations.size())});
    for (const auto row : lines) {
        line_taken_[row] = true;
        outcome_.members.push_back(row);
    }
    for (const auto row : expectations) {
        expectation_taken_[row] = true;
        outcome_.members.push_back(row);
    }
}

void Desk::Prune(Partition& partition) const {
    std::erase_if(partition.lines, [&](Row row) { return line_taken_[row]; });
    std::erase_if(partition.expectations, [&](Row row) { return expectation_taken_[row]; });
}

void Desk::NormaliseExpectations(const AccountRows& account) {
    if (normalised_to_ >= account.expectations_end) return;
    forms_of_.resize(book_.expectations.size());
    std::string form;
    for (auto row = account.expectations_begin; row < account.expectations_end; ++row) {
        for (std::size_t kind = 0; kind < kReferenceKinds; ++kind) {
            const auto text = Expected(row).references[kind];
            if (text == kNoText) continue;
            rules_.references.Normalise(book_.texts.At(text), form);
            forms_of_[row][kind] = forms_.Add(form);
        }
    }
    normalised_to_ = account.expectations_end;
}

TextId Desk::FormOf(std::string_view reference) {
    std::string form;
    rules_.references.Normalise(reference, form);
    return forms_.Add(form);
}

std::optional<TextId> Desk::KnownFormOf(std::string_view reference) const {
    std::string form;
    rules_.references.Normalise(reference, form);
    return forms_.Find(form);
}

void Desk::AppendForms(Row row, std::vector<LineKey>& keys) const {
    const auto& line = Line(row);
    const auto in_text = [&](std::string_view text) {
        rules_.references.ForEachInText(text, [&](std::string_view form) {
            if (const auto key = forms_.Find(form); key && *key != kNoText)
                keys.push_back({.key = *key, .line = row});
        });
    };
    for (std::size_t kind = 0; kind < kReferenceKinds; ++kind) {
        const auto text = book_.texts.At(line.references[kind]);
        if (text.empty()) continue;
        if (const auto key = KnownFormOf(text); key && *key != kNoText)
            keys.push_back({.key = *key, .line = row, .own = kind == kOwnId});
        // A field for one reference in which somebody wrote a sentence.
        if (kind != kOwnId && text.find(' ') != std::string_view::npos) in_text(text);
    }
    in_text(book_.texts.At(line.text));
}

int DaysApart(const Movement& a, const Movement& b) {
    return std::abs(CountedDay(a.value_day) - CountedDay(b.value_day));
}

bool AreWithinDays(const Movement& a, const Movement& b, int days) {
    constexpr int kHolidaysMost = 3;  // 25 and 26 December, 1 January: close enough to add up
    const auto apart = DaysApart(a, b);
    if (apart <= days) return true;
    if (apart > days + kHolidaysMost || !IsEuro(a.currency) || !IsEuro(b.currency)) return false;
    const auto [from, to] = std::minmax(a.value_day, b.value_day);
    return apart - TargetHolidays(from, to) <= days;
}

bool AreOfOtherPayments(const Movement& a, const Movement& b) {
    return a.references[kUetr] != kNoText && b.references[kUetr] != kNoText &&
           a.references[kUetr] != b.references[kUetr];
}

}  // namespace clearway::reconciliation::matching
