// SPDX-License-Identifier: Apache-2.0
// How a word sounds, so that spellings of one name meet: Muhammad and Mohamed, Sergei and Sergey,
// Qadhafi and Gaddafi. It knows the habits of romanisation, no name; what the sounds prove is
// weighed in similarity.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace clearway::compliance {

// `word` is lower-case ASCII. A first vowel stays as 'a'; vowels after it are dropped.
std::string Skeleton(std::string_view word);

// Of a skeleton: without the first vowel too, for words of scripts that do not write vowels.
std::string ConsonantsOf(std::string_view skeleton);

// The consonants of a spoken word, one letter for all that romanisations exchange: what sounds
// alike has the same or differs in one letter.
std::string SoundKey(std::string_view spoken);

// The word with one letter a sound ("zhukov" -> "jukov"), no letter twice in a row.
std::string Spoken(std::string_view word);

// The least price of making one spoken word the other. A whole letter costs kLetter; vowels, and
// consonants that romanisations exchange (k and q, v and w), cost a part of it.
inline constexpr int kLetter = 10;
inline constexpr int kSoundDistanceMax = 80 * kLetter;  // words are compared up to 40 letters
// Above `most` it is not counted on: then it is any price above that.
int SoundDistance(std::string_view spoken, std::string_view other, int most = kSoundDistanceMax);
// The share of sounds that two spoken words have in common, 0 to 1000; 0 when it is below `least`.
int SoundSimilarity(std::string_view spoken, std::string_view other, int least = 0);
// The consonants of a spoken word, a bit each, and with those that cost less than a letter to
// exchange. A consonant of one word that is not near the other costs a letter.
struct Sounds {
    std::uint32_t own = 0;
    std::uint32_t near = 0;
};
Sounds SoundsOf(std::string_view spoken);

}  // namespace clearway::compliance
