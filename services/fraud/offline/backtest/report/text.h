// SPDX-License-Identifier: Apache-2.0
// Numbers and texts as people read them, and text made safe for HTML.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "services/fraud/features/window_rings.h"
#include "services/fraud/offline/backtest/result.h"

namespace clearway::fraud {

// Safe between tags and in a quoted attribute; control characters become spaces.
std::string Escape(std::string_view text);

std::string Grouped(std::int64_t number);                            // "1,234,567"
std::string Counted(std::uint64_t number, const std::string& noun);  // "1 day", "2 days"
std::string Fixed(double number, int decimals);      // "0.74"; what is not finite: "–"
std::string Percent(double share);                   // "12.3 %"
std::string AmountText(std::int64_t scaled_amount);  // "1,234.50", rounded to two decimals

std::string DayText(Second at);   // "2025-03-15"
std::string TimeText(Second at);  // "2025-03-15 13:45:10"

// "–" for an absent one.
std::string FigureText(Unit unit, const std::optional<FigureValue>& value);
// The candidate's less the active one's, with its sign; empty where one is absent.
std::string DifferenceText(const Figure& figure);
// Above 0: the candidate is better; 0: as good, or neither is better.
int Improvement(const Figure& figure);

}  // namespace clearway::fraud
