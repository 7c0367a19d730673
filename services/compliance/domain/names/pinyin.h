// SPDX-License-Identifier: Apache-2.0
// Syllables of Chinese as pinyin writes them. Two of them that differ by a letter are two names,
// not one with a typo: Yang and Wang, Jing and Jiang.
#pragma once

#include <string_view>

namespace clearway::compliance {

// One syllable, by its parts; also some that Chinese does not have.
bool IsPinyin(std::string_view word);

// Up to three syllables written as one word, as the second half of a Chinese name is, in letters
// that few other languages have.
bool ArePinyin(std::string_view word);

}  // namespace clearway::compliance
