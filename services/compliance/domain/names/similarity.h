// SPDX-License-Identifier: Apache-2.0
// How alike the letters of two words are, 0 to 1000, in integers: Jaro-Winkler and the edit
// distance with neighbour swaps. It knows letters only, no sounds and no meaning.
#pragma once

#include <string_view>

namespace clearway::compliance {

inline constexpr int kSame = 1000;

// Words are compared up to this length; nothing longer is a name's word.
inline constexpr std::size_t kComparedLettersMax = 40;

int JaroWinkler(std::string_view a, std::string_view b);

// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). Above
// `most` it is not counted on: then it is any number above that.
int EditDistance(std::string_view a, std::string_view b, int most = kComparedLettersMax);

// The same question with a bound, which is far cheaper to answer.
bool IsWithinEdits(std::string_view a, std::string_view b, int edits);

// 1000 less the share of letters that differ; 0 when it is below `least`.
int EditSimilarity(std::string_view a, std::string_view b, int least = 0);

}  // namespace clearway::compliance
