// SPDX-License-Identifier: Apache-2.0
// A name as people wrote it becomes lower-case ASCII words: any script to Latin, accents off,
// punctuation to blanks. It must not judge words; that is tokens.h. The one place that uses ICU.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace clearway::compliance {

// What the script of a name says of its vowels; the more a later one says, the less.
enum class Script : std::uint8_t {
    kVowels,
    kSyllables,  // a foreign name in Chinese characters: the nearest syllables
    kAbjad,      // no vowels at all: Arabic, Hebrew, Khmer as it is read here
};

struct NormalisedName {
    std::string text;  // words of a-z and 0-9, one blank between them; empty: nothing readable
    Script script = Script::kVowels;
    std::size_t before_comma = 0;  // words before the first comma: the family name, of people
};

// `name` is UTF-8; broken sequences count as blanks. Throws std::runtime_error when ICU lacks its
// data.
NormalisedName Normalise(std::string_view name);

}  // namespace clearway::compliance
