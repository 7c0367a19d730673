// SPDX-License-Identifier: Apache-2.0
// The values of an MT940's fields: balances and the statement line of :61:.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "services/reconciliation/matching/amount.h"
#include "services/reconciliation/matching/day.h"

namespace clearway::reconciliation::statements {

struct Mt940Balance {
    std::optional<matching::Day> day = {};  // nullopt: a date that is none, as 000000
    matching::CurrencyIndex currency = 0;
    std::int64_t amount = 0;
};

// ":60F:C260301EUR1234,56"; the fault when it is none. What stands on further lines is no balance.
// `currency`: of one that names none.
std::string ReadMt940Balance(std::string_view value,
                             std::optional<matching::CurrencyIndex> currency,
                             Mt940Balance& balance);

struct Mt940Line {
    matching::Day value_day = 0;
    matching::Day booked_day = 0;
    std::int64_t amount = 0;
    bool reversal = false;
    std::string code;                // "NTRF"; empty: the bank leaves it out
    std::string customer_reference;  // empty: none, or it stands in :86:
    std::string bank_reference;
    std::string details;  // of the bank, on the second line
};

// The fault when days, mark or amount are none. An amount of nothing is one.
std::string ReadMt940Line(std::string_view value, matching::CurrencyIndex currency,
                          Mt940Line& line);

}  // namespace clearway::reconciliation::statements
