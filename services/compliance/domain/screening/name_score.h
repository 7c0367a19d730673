// SPDX-License-Identifier: Apache-2.0
// How well a screened name fits one listed name, 0 to 1000, and why: the pairs of their words, less
// what speaks against them. Pure; it decides no hit, the screener does.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/compliance/domain/names/word_match.h"
#include "services/compliance/domain/screening/weighed_name.h"

namespace clearway::compliance {

// From this score on two names are probably of one bearer, when they are compared alone.
inline constexpr int kMatchScore = 700;
// From this score on a name that was compared with a whole list stops a payment: among twenty
// thousand names some are always a little alike.
inline constexpr int kHitScore = 830;

int ScoreNames(const WeighedName& screened, const WeighedName& listed, EntryType type);

// Words of both names that were taken for the same, as they were written.
struct MatchedPart {
    std::string screened;
    std::string listed;
    MatchKind how = MatchKind::kEqual;
    int similarity = 0;
    int weight = 0;
};

struct LeftPart {
    std::string word;
    int weight = 0;
};

struct NameComparison {
    int score = 0;
    std::vector<MatchedPart> matched = {};
    std::vector<LeftPart> screened_left = {};
    std::vector<LeftPart> listed_left = {};
};

// The same score with its reasons.
NameComparison CompareNames(const WeighedName& screened, const WeighedName& listed, EntryType type);

// Of names as they were written; the best of the names that each holds.
NameComparison CompareNames(std::string_view screened, std::string_view listed, EntryType type,
                            const TokenStatistics& statistics);

}  // namespace clearway::compliance
