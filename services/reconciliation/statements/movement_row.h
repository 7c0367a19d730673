// SPDX-License-Identifier: Apache-2.0
// Turns a row of a table into a movement, strictly: a value that is not understood is a fault that
// names its column, and never repeats the value.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "services/reconciliation/matching/book.h"
#include "services/reconciliation/statements/table_columns.h"

namespace clearway::reconciliation::statements {

class MovementRow {
public:
    using Fields = std::span<const std::string_view>;

    MovementRow(const TableColumns& columns, const matching::CsvMapping& mapping,
                matching::TextPool& texts)
        : columns_(columns), mapping_(mapping), texts_(texts) {}

    // Empty: no fault. `booked`: the booking date, or the value date where there is none. An amount
    // of zero is one.
    std::string Read(Fields fields, matching::Movement& movement, matching::Day& booked);

    // A text of a column, cut to what is kept.
    matching::TextId Text(Fields fields, Meaning meaning) const;
    // All that columns of text say.
    matching::TextId FreeText(Fields fields) const;
    // A row held more references than a movement does.
    bool LeftOut() const { return left_out_; }
    // An amount that is not negative; 0 where the field is empty.
    std::string ReadAllowance(Fields fields, Meaning meaning, matching::CurrencyIndex currency,
                              std::int64_t& amount) const;

private:
    std::optional<std::int64_t> ParseAmount(std::string_view text,
                                            matching::CurrencyIndex currency) const;
    std::string ReadAmount(Fields fields, matching::Movement& movement) const;
    std::string ReadOneColumn(Fields fields, matching::Movement& movement) const;
    std::string ReadTwoColumns(Fields fields, matching::Movement& movement) const;
    void AddMore(Fields fields, matching::Movement& movement);
    std::string ReadDays(Fields fields, matching::Movement& movement, matching::Day& booked) const;

    const TableColumns& columns_;
    const matching::CsvMapping& mapping_;
    matching::TextPool& texts_;
    bool left_out_ = false;
};

}  // namespace clearway::reconciliation::statements
