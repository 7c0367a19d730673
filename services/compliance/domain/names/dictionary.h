// SPDX-License-Identifier: Apache-2.0
// Words with a role in names: titles, particles, number words, short forms, places. Tables only; a
// word belongs here when leaving it out would make two different names look alike or one name two.
#pragma once

#include <optional>
#include <string_view>

#include "services/compliance/domain/names/tokens.h"

namespace clearway::compliance {

// kName when the word has no role.
TokenKind RoleOf(std::string_view word);

// One spelling for the particles that romanisations write differently (ibn, ben, bin), else the
// word.
std::string_view ParticleOf(std::string_view word);

// "forty" -> 40, "first" and "1st" -> 1.
std::optional<int> NumberWord(std::string_view word);

// What a short or foreign word of an organisation stands for ("intl", "banco"), else the word. May
// be several words.
std::string_view Expand(std::string_view word);

// The name of the place that the word names or belongs to ("iranian"); empty: no place.
std::string_view PlaceOf(std::string_view word);

}  // namespace clearway::compliance
