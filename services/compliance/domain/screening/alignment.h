// SPDX-License-Identifier: Apache-2.0
// Pairs the words of a screened name with those of a listed one, best pairs first, and counts what
// the pairs prove. It does not judge; name_score.h does.
#pragma once

#include <array>
#include <cstdint>

#include "services/compliance/domain/names/word_match.h"
#include "services/compliance/domain/screening/joined_word.h"
#include "services/compliance/domain/screening/weighed_name.h"

namespace clearway::compliance {

// Words of a name that may have been one in the other: the index knows pairs of listed ones only.
inline constexpr std::size_t kScreenedPartsMax = JoinedWord::kPartsMax;
inline constexpr std::size_t kListedPartsMax = 2;

// `count` words from `first` on; behind the last word comes the first.
struct WordRange {
    std::uint8_t first = 0;
    std::uint8_t count = 1;
};

struct Pairing {
    WordRange screened;
    WordRange listed;
    MatchKind how = MatchKind::kEqual;
    int similarity = 0;
    int weight = 0;
};

struct Alignment {
    std::array<Pairing, kTokensMax> pairings;
    std::size_t count = 0;
    std::array<bool, kTokensMax> screened_taken{};
    std::array<bool, kTokensMax> listed_taken{};

    int matched_weight = 0;
    int fit = 0;   // of that weight, as far as the words are alike
    int lost = 0;  // the rest of it
    int matched_bits = 0;
    int matched_letters = 0;
    int full_words = 0;  // more than an initial
    int exact_words = 0;
    int business_words = 0;  // of the full ones
    int initials = 0;
    int acronyms = 0;  // words that are the initials of several
};

Alignment Align(const WeighedName& screened, const WeighedName& listed, EntryType type);

}  // namespace clearway::compliance
