// SPDX-License-Identifier: Apache-2.0
// A name with what each of its words tells, computed once for many comparisons.
#pragma once

#include <string>
#include <vector>

#include "services/compliance/domain/list/sanctions_list.h"
#include "services/compliance/domain/names/tokens.h"
#include "services/compliance/domain/screening/token_statistics.h"

namespace clearway::compliance {

struct WeighedName {
    TokenisedName name;
    std::vector<int> bits;  // one a token, and what an unknown word tells
    std::string key;        // SortedKey()
    std::string acronym;    // the first letters of its words; empty for less than three
    // The same with the particles, with the legal form, with both, where they are others: PDVSA.
    std::vector<std::string> longer_acronyms = {};
};

WeighedName Weigh(TokenisedName name, const TokenStatistics& statistics);

// The weight of a word in a score, 0 to 1000.
int WeightOf(const WeighedName& name, std::size_t word, EntryType type);

}  // namespace clearway::compliance
