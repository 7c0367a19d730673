// SPDX-License-Identifier: Apache-2.0
// The shape of what a partner tells of a customer: lengths, dates, countries. It looks at the text
// only, and no fault repeats a value.
#pragma once

#include <string_view>

#include "core/result.h"
#include "services/compliance/domain/parties/party.h"

namespace clearway::compliance {

inline constexpr std::size_t kPartyNameCharactersMax = 140;
inline constexpr std::size_t kOtherNamesMax = 20;
inline constexpr std::size_t kNationalitiesMax = 10;
inline constexpr std::size_t kIdentifiersMax = 20;

// "2031-05-01", a day of the calendar.
bool IsDay(std::string_view text);

// 1 to 500 characters: why an operator decided.
bool IsPartyReason(std::string_view text);

// All faults at once in field_errors, which is empty when there is none. `partial`: what is empty
// is not looked at.
core::Error CheckDetails(const PartyDetails& details, bool partial);
core::Error CheckDocument(const PartyDocument& document);

}  // namespace clearway::compliance
