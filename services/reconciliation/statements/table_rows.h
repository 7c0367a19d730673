// SPDX-License-Identifier: Apache-2.0
// Tells the rows of a table from what banks write below them: balances and totals.
#pragma once

#include <string_view>
#include <vector>

#include "services/reconciliation/statements/table_columns.h"

namespace clearway::reconciliation::statements {

enum class RowKind {
    kMovement,
    kSummary,  // a balance or a total, without a day of its own
    kOdd,      // fields are missing, or too many
};

// Brings a row to the width of the columns where only empty fields differ.
RowKind KindOf(std::vector<std::string_view>& row, const TableColumns& columns);

}  // namespace clearway::reconciliation::statements
