// SPDX-License-Identifier: Apache-2.0
// Words with a role in names: legal forms, titles, particles, number words, short forms. Tables
// only; a word belongs here when leaving it out would make two different names look alike or one
// name two.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "services/compliance/domain/names/tokens.h"

namespace clearway::compliance {

// A phrase at the start of `words` that is one legal form.
struct Phrase {
    std::size_t words = 0;
    std::string_view canonical;
};
std::optional<Phrase> FindLegalForm(std::span<const std::string_view> words);

// kName when the word has no role.
TokenKind RoleOf(std::string_view word);

// "forty" -> 40, "first" and "1st" -> 1.
std::optional<int> NumberWord(std::string_view word);

// A longer form of a short word ("intl", "corp"), else the word.
std::string_view Expand(std::string_view word);

}  // namespace clearway::compliance
