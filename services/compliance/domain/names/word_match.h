// SPDX-License-Identifier: Apache-2.0
// Whether two words of names may be one word, how sure that is and by what: the letters, the sound,
// or what is known of the names. It sees one pair of words, never the whole names.
#pragma once

#include <cstdint>
#include <string_view>

#include "services/compliance/domain/names/similarity.h"
#include "services/compliance/domain/names/tokens.h"

namespace clearway::compliance {

enum class MatchKind : std::uint8_t {
    kEqual,
    kSound,       // other letters, the same sound: Qadhafi, Gaddafi
    kTypo,        // some letters differ
    kShortForm,   // Bill, William
    kOtherForm,   // Juan, John; Sergejs, Sergei; Murom, Muromskiy
    kConsonants,  // one was written in a script without vowels
    kReversed,    // the letters backwards or shuffled
    kInitial,     // one stands for the other's first letter
    kJoined,      // words run together or torn apart
    kAcronym,     // the first letters of all words
};
std::string_view NameOf(MatchKind kind);

struct WordMatch {
    int similarity = 0;  // 0: another word
    MatchKind how = MatchKind::kEqual;
};

// `script`: the one of both names that says less of its vowels.
WordMatch CompareWords(const Token& a, const Token& b, Script script);

}  // namespace clearway::compliance
