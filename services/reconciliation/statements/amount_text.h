// SPDX-License-Identifier: Apache-2.0
// Amounts as tables of banks write them, brought to digits, signs and points: 1'234.56, 1 234,56,
// "12.00 EUR", (12.00) for a debit, "12.00 DR".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace clearway::reconciliation::statements {

// The amount without what only decorates it; `room` holds it where that is not a part of `text`.
// What is not understood stays as it is: whoever reads it as a number refuses it. A sign of a
// currency is taken off where it is one of `currency`'s, a code of ISO 4217.
std::string_view PlainAmount(std::string_view text, std::string_view currency, std::string& room);

// The side that a word behind the amount says: 1 credit, -1 debit; nullopt: there is no such word.
std::optional<int> SideBehind(std::string_view text, std::string_view currency);

}  // namespace clearway::reconciliation::statements
