// SPDX-License-Identifier: Apache-2.0
// Values as messages write them (the lexical forms of XML schema), and back.
#pragma once

#include <string>
#include <string_view>

#include "iso20022/model/values.h"
#include "iso20022/rules/field_rules.h"

namespace clearway::iso20022 {

// Without the blanks that XML schema ignores around a value that is no text.
std::string_view Collapsed(std::string_view text);

struct MoneyRead {
    std::optional<core::Money> money = {};
    std::optional<FieldFault> fault = {};
};

// Zero is an amount; digits behind the currency's own must be zeros.
MoneyRead ReadMoney(std::string_view currency, std::string_view text);

std::optional<Date> ReadDate(std::string_view text);  // "2026-03-01", also with a zone
// "2026-03-01T12:00:00.5+01:00"; without an offset: UTC.
std::optional<core::Timestamp> ReadTime(std::string_view text);
std::optional<std::uint64_t> ReadCount(std::string_view text);
std::optional<bool> ReadBool(std::string_view text);

std::string DateText(Date date);

// Neither long ago nor far away: what is outside is a slip of a program.
bool IsPlausible(Date date);

}  // namespace clearway::iso20022
