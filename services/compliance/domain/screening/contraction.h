// SPDX-License-Identifier: Apache-2.0
// Words that stand for a company's whole name: its initials (IUVM, International Union of Virtual
// Media) and the beginnings of its words run together (COINTERANDINA, Comercializadora
// Internacional Andina). They point to a name and prove nothing: never enough for a hit. It
// compares, it does not search.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/compliance/domain/screening/weighed_name.h"

namespace clearway::compliance {

inline constexpr std::size_t kInitialsMin = 3;  // fewer letters are the initials of anybody
inline constexpr std::size_t kContractionLettersMin = 5;
inline constexpr std::size_t kHeadLetters = 2;  // of the first word, that a contraction begins with

// The one word of a name beside places and legal forms; empty when there are more.
std::string_view OnlyWord(const WeighedName& name);

// What it says that one of the names is a contraction of the other, 0 to 1000; 0: it is none.
int ContractionScore(const WeighedName& brief, const WeighedName& name);

// The letters with which contractions of a name may begin: those of its first word, and of the
// next one where the words before it are what half the companies have. Empty for names that have
// none.
std::vector<std::string> ContractionHeads(const WeighedName& name);

}  // namespace clearway::compliance
