// SPDX-License-Identifier: Apache-2.0
// The words of a normalised name and what each is: a name's word, an initial, a title, a legal
// form. Spellings that mean the same are made one here (abd al-aziz, forty-four, limited liability
// company).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/compliance/domain/names/normalise.h"

namespace clearway::compliance {

enum class TokenKind : std::uint8_t { kName, kNumber, kInitial, kParticle, kTitle, kLegalForm };

struct Token {
    std::string text;
    TokenKind kind = TokenKind::kName;
    std::string written = {};  // of a legal form: the word that was there
    std::string skeleton = {};
    std::string consonants = {};
    std::uint32_t letters = 0;  // a bit a letter: words that share few cannot be alike
};

struct TokenisedName {
    std::vector<Token> tokens;
    bool abjad = false;
    std::string squeezed;  // the words without titles and legal forms, joined

    // The words in alphabetical order: equal for the same name in another order.
    std::string SortedKey() const;
    bool Empty() const { return tokens.empty(); }
};

// More words than this are not compared, so that the work a name costs stays bounded.
inline constexpr std::size_t kTokensMax = 24;
// Such a name must not be answered clear: a listed one could stand behind the words compared.
bool HasMoreWordsThanCompared(const NormalisedName& name);

TokenisedName Tokenise(const NormalisedName& name);
inline TokenisedName TokeniseName(std::string_view name) { return Tokenise(Normalise(name)); }

// A word of its own, with its skeletons; for words joined from two.
Token MakeNameToken(std::string text);

}  // namespace clearway::compliance
