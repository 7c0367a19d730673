// SPDX-License-Identifier: Apache-2.0
// The consonants of a word as they sound, so that spellings of one name meet: Muhammad and Mohamed,
// Sergei and Sergey, Hussein and Husain. Not a judgement by itself: equal skeletons are a hint that
// similarity.h weighs.
#pragma once

#include <string>
#include <string_view>

namespace clearway::compliance {

// `word` is lower-case ASCII. A first vowel stays as 'a'; vowels after it are dropped.
std::string Skeleton(std::string_view word);

// Without the first vowel too, for words of scripts that do not write vowels.
std::string Consonants(std::string_view word);

}  // namespace clearway::compliance
