// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/table_rows.h"

#include <algorithm>
#include <array>
#include <string>

#include "services/reconciliation/statements/words.h"

namespace clearway::reconciliation::statements {
namespace {

// How the first text of such a row begins.
constexpr auto kSummaryWords = std::to_array<std::string_view>(
    {"TOTAL", "TOTALS", "TOTALE", "SUM", "SUMME", "BALANCE", "OPENING BALANCE", "CLOSING BALANCE",
     "SALDO", "ANFANGSSALDO", "ENDSALDO", "KONTOSTAND", "SOLDE", "TOTAAL"});
constexpr std::array kDays{Meaning::kValueDate, Meaning::kBookingDate};

bool BeginsWithDigit(std::string_view text) {
    return !text.empty() && text.front() >= '0' && text.front() <= '9';
}

std::string_view FirstText(const std::vector<std::string_view>& row) {
    for (const auto field : row)
        if (!field.empty()) return field;
    return {};
}

bool IsSummary(std::vector<std::string_view> row, const TableColumns& columns) {
    std::string first(FirstText(row).substr(0, 20));
    for (auto& c : first)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (std::ranges::none_of(kSummaryWords, [&](auto word) { return BeginsWithWord(first, word); }))
        return false;
    row.resize(std::max(row.size(), columns.Width()));
    return std::ranges::none_of(kDays,
                                [&](Meaning day) { return BeginsWithDigit(columns.In(row, day)); });
}

}  // namespace

RowKind KindOf(std::vector<std::string_view>& row, const TableColumns& columns) {
    const bool fits = columns.Fit(row);
    if (fits && std::ranges::any_of(
                    kDays, [&](Meaning day) { return BeginsWithDigit(columns.In(row, day)); }))
        return RowKind::kMovement;
    if (IsSummary(row, columns)) return RowKind::kSummary;
    return fits ? RowKind::kMovement : RowKind::kOdd;
}

}  // namespace clearway::reconciliation::statements
