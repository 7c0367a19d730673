// SPDX-License-Identifier: Apache-2.0
// How a bank writes its statements as CSV: which column says what, and in which form.
#pragma once

#include <map>
#include <string>

#include "services/reconciliation/matching/amount.h"

namespace clearway::reconciliation::matching {

struct CsvMapping {
    std::string id;
    char separator = '\0';  // none: the one that the first line has most of: comma, semicolon, tab
    AmountForm amounts = {};
    bool negative_debits = false;  // a column of debits writes them below zero
    std::string date_form = {};    // day.h; empty: ISO 8601
    std::string account = {};      // of files that name none
    std::string currency = {};
    // What a line says ("amount", "value_date") to the name of the column; the names of
    // table_columns.h where it is empty.
    std::map<std::string, std::string, std::less<>> columns = {};
};

}  // namespace clearway::reconciliation::matching
