// SPDX-License-Identifier: Apache-2.0
// The values of an MT940's fields: balances, the statement line of :61:, and what :86: says of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "services/reconciliation/matching/amount.h"
#include "services/reconciliation/matching/day.h"

namespace clearway::reconciliation::statements {

struct Mt940Balance {
    matching::Day day = 0;
    matching::CurrencyIndex currency = 0;
    std::int64_t amount = 0;
};

// ":60F:C260301EUR1234,56"; the fault when it is none.
std::string ReadMt940Balance(std::string_view value, Mt940Balance& balance);

struct Mt940Line {
    matching::Day value_day = 0;
    matching::Day booked_day = 0;
    std::int64_t amount = 0;
    bool reversal = false;
    std::string code;                // "NTRF"
    std::string customer_reference;  // at most 16 letters
    std::string bank_reference;
};

std::string ReadMt940Line(std::string_view value, matching::CurrencyIndex currency,
                          Mt940Line& line);

struct Mt940Information {
    std::string end_to_end;
    std::string customer_reference;
    std::string text;
    std::string counterparty_account;
    std::string counterparty_name;
};

// Understands the fields ?20 to ?63 with EREF+ and SVWZ+, the words /EREF/ and /REMI/, and takes
// anything else as text.
Mt940Information ReadMt940Information(std::string_view value);

}  // namespace clearway::reconciliation::statements
