// SPDX-License-Identifier: Apache-2.0
// How well a screened name fits one listed name, 0 to 1000: the best pairing of their words,
// weighed by what each word tells, less what speaks against it. Pure; it decides no hit, the
// screener does.
#pragma once

#include <vector>

#include "services/compliance/domain/list/sanctions_list.h"
#include "services/compliance/domain/names/tokens.h"
#include "services/compliance/domain/screening/token_statistics.h"

namespace clearway::compliance {

// A name with what each of its words tells, computed once.
struct WeighedName {
    TokenisedName name;
    std::vector<int> bits;  // one a token
    std::string key;        // SortedKey()
};

WeighedName Weigh(TokenisedName name, const TokenStatistics& statistics);

// From this score on a pair counts as a match.
inline constexpr int kMatchScore = 830;

int ScoreNames(const WeighedName& screened, const WeighedName& listed, EntryType type);

}  // namespace clearway::compliance
