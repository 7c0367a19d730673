// SPDX-License-Identifier: Apache-2.0
// How alike two words are, 0 to 1000, in integers: Jaro-Winkler, edit distance with neighbour
// swaps, and both joined to one judgement. It knows letters only, no meaning.
#pragma once

#include <string_view>

#include "services/compliance/domain/names/tokens.h"

namespace clearway::compliance {

inline constexpr int kSame = 1000;

// Words are compared up to this length; nothing longer is a name's word.
inline constexpr std::size_t kComparedLettersMax = 40;

int JaroWinkler(std::string_view a, std::string_view b);

// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
int EditDistance(std::string_view a, std::string_view b);

// 1000 less the share of letters that differ.
int EditSimilarity(std::string_view a, std::string_view b);

// Two words of names: 0 for "another word". `consonants`: one of them was written without vowels.
int TokenSimilarity(const Token& a, const Token& b, bool consonants);

}  // namespace clearway::compliance
