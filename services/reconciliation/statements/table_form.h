// SPDX-License-Identifier: Apache-2.0
// Finds out how a table without a mapping writes its amounts and days: "1.234,56" or "1,234.56",
// 2026-03-01, 01.03.2026 or 03/01/2026; and in what else it says on which side a movement stands. A
// form is taken where some row can be read in no other way; where rows leave it open, or contradict
// each other, nothing is guessed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/reconciliation/matching/csv_mapping.h"
#include "services/reconciliation/statements/csv_rows.h"
#include "services/reconciliation/statements/table_columns.h"

namespace clearway::reconciliation::statements {

struct TableForm {
    matching::AmountForm amounts = {};
    std::string date_form = {};                 // empty: ISO 8601
    std::optional<std::size_t> direction = {};  // a column of other name that only says sides
    std::vector<std::string> notes = {};        // what was found out, where it is not the usual
    std::string fault = {};
};

// `rows`: behind the names of the columns; read as far as it takes. `currency`: of rows that name
// none; may be empty.
TableForm FindTableForm(CsvRows rows, const TableColumns& columns, std::string_view currency);

// Whether a column of debits writes each of them below zero, where the others write them above.
// `currency`: as above.
bool DebitsAreNegative(CsvRows rows, const TableColumns& columns, std::string_view currency);

}  // namespace clearway::reconciliation::statements
