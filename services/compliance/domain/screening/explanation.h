// SPDX-License-Identifier: Apache-2.0
// Scores and comparisons as a person reads them: in a case, in an answer, in a file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/compliance/domain/screening/name_score.h"

namespace clearway::compliance {

// 0 to 1 with three decimals.
std::string ScoreText(int score);

// "lavrov = lavrov: same 1.000, weight 0.980; left of the list: viktorovich, weight 0.887".
std::string Explain(const NameComparison& comparison);

// What a schema (of FollowTheMoney) may mean: a legal entity is a company or a person. nullopt for
// a word that is no schema; empty for "anything".
std::optional<std::vector<EntryType>> TypesOf(std::string_view schema);

}  // namespace clearway::compliance
