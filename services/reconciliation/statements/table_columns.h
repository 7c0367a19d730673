// SPDX-License-Identifier: Apache-2.0
// What the columns of a table of movements mean, by their names: banks and books call the same
// thing many names. docs/reconciliation_rules.md lists them, and a test holds the two together.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/reconciliation/matching/csv_mapping.h"

namespace clearway::reconciliation::statements {

enum class Meaning : std::size_t {
    kAccount,
    kCurrency,
    kAmount,
    kAmountMinor,
    kDebit,
    kCredit,
    kDirection,
    kValueDate,
    kBookingDate,
    kUetr,
    kEndToEndId,
    kInstructionId,
    kReference,
    kId,
    kPaymentId,
    kCounterpartyAccount,
    kCounterpartyName,
    kText,
    kFee,
    kTolerance,
    kStatementId,
    kCode,
    kReversal,
    kCount,
};

struct ColumnName {
    Meaning meaning;
    std::string_view name;                    // the one that messages use
    std::span<const std::string_view> names;  // all, the preferred first
};

// A row for each meaning, in their order.
std::span<const ColumnName> ColumnNames();
std::string_view NameOf(Meaning meaning);

class TableColumns {
public:
    // By the columns that the mapping names, and where it names none by the names above: case,
    // blanks and punctuation do not count.
    TableColumns(std::span<const std::string_view> header, const matching::CsvMapping& mapping);

    bool Has(Meaning meaning) const { return PlaceOf(meaning) != kNowhere; }
    // Empty where there is no such column. Of texts and references that several columns have, the
    // first that the row fills.
    std::string_view In(std::span<const std::string_view> row, Meaning meaning) const;
    // What the others of them hold.
    template <class Take>
    void ForEachMore(std::span<const std::string_view> row, Meaning meaning, Take take) const {
        const auto first = In(row, meaning);
        for (const auto place : more_[static_cast<std::size_t>(meaning)])
            if (!row[place].empty() && row[place] != first) take(row[place]);
    }
    // The meaning that two columns of one name say, and say differently in this row.
    std::optional<Meaning> FindContradiction(std::span<const std::string_view> row) const;
    // Brings a row to as many fields as there are columns, as far as only empty ones are too many
    // or, below columns without a name, missing. False: it has others.
    bool Fit(std::vector<std::string_view>& row) const;
    std::size_t Width() const { return width_; }
    // That the name of the amount's column says: "Amount (EUR)"; empty: none.
    const std::string& CurrencyOfAmounts() const { return currency_; }
    // All columns of a meaning, the preferred first.
    std::vector<std::size_t> PlacesOf(Meaning meaning) const;
    // Columns that are not understood, where no mapping says that only some are to be.
    const std::vector<std::size_t>& Unread() const { return unread_; }
    void TakeAsDirection(std::size_t place) {
        places_[static_cast<std::size_t>(Meaning::kDirection)] = place;
    }
    // What is wrong with the columns: one that is needed and missing.
    const std::vector<std::string>& Faults() const { return faults_; }
    // Columns that are understood and not read, because another one says the same.
    const std::vector<std::string>& Notes() const { return notes_; }

private:
    static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

    std::size_t PlaceOf(Meaning meaning) const {
        return places_[static_cast<std::size_t>(meaning)];
    }
    void TakeCurrencies(std::vector<std::string>& plain);
    void FindMore(const ColumnName& column, const std::vector<std::string>& plain);
    void FindTwins(const ColumnName& column, const std::vector<std::string>& plain);
    void FindUnread();
    void Check();

    struct Twin {
        Meaning meaning;
        std::size_t place;
    };

    std::size_t width_;
    std::size_t named_ = 0;  // behind the last of them no column has a name
    std::string currency_;
    std::array<std::size_t, static_cast<std::size_t>(Meaning::kCount)> places_;
    // Behind the place: columns of the same meaning, where a row may fill any of them.
    std::array<std::vector<std::size_t>, static_cast<std::size_t>(Meaning::kCount)> more_;
    std::vector<Twin> twins_;
    std::vector<std::size_t> unread_;
    std::vector<std::string> faults_;
    std::vector<std::string> notes_;
};

}  // namespace clearway::reconciliation::statements
