// SPDX-License-Identifier: Apache-2.0
// The words of a normalised name and what each is: a name's word, an initial, a title, a legal
// form. Spellings that mean the same are made one here (abd al-aziz, forty-four, limited liability
// company).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/compliance/domain/names/given_names.h"
#include "services/compliance/domain/names/normalise.h"

namespace clearway::compliance {

enum class TokenKind : std::uint8_t { kName, kNumber, kInitial, kParticle, kTitle, kLegalForm };

// What most comparisons end with comes first, so that they look at one line of memory.
struct Token {
    std::string text;
    TokenKind kind = TokenKind::kName;
    bool place = false;      // a country, or what belongs to it
    bool common = false;     // a name that many people bear
    bool business = false;   // a word that many companies have in their names
    bool pinyin = false;     // a syllable of Chinese
    bool syllables = false;  // up to three, in letters that say so
    // A bit a letter (see LettersOf): words that share few cannot be alike.
    std::uint32_t letters = 0;
    std::uint32_t joinable_letters = 0;
    std::uint32_t sounds = 0;       // consonants of the spoken word
    std::uint32_t near_sounds = 0;  // and those that romanisations exchange for them
    const std::vector<GivenName>* given_names = {};
    std::string spoken = {};
    std::string written = {};  // the words that were there, where the text is another
    bool before_comma = false;
    // What was written without blanks: halves of a word mean nothing before they are joined.
    std::string joinable = {};
    std::string skeleton = {};
    std::string consonants = {};

    const std::string& Shown() const { return written.empty() ? text : written; }
};

struct TokenisedName {
    std::vector<Token> tokens;
    Script script = Script::kVowels;
    // The words without titles and legal forms, joined; as they stand, and with what stands before
    // a comma last.
    std::string squeezed;
    std::string turned;

    // The words in alphabetical order: equal for the same name in another order.
    std::string SortedKey() const;
    bool Empty() const { return tokens.empty(); }
};

// More words than this are not compared, so that the work a name costs stays bounded.
inline constexpr std::size_t kTokensMax = 24;
// Nothing longer is a name's word; what stands behind is not compared.
inline constexpr std::size_t kWordLettersMax = 64;
// Such a name must not be answered clear: a listed one could stand behind the words compared.
bool HasMoreThanIsCompared(const NormalisedName& name);

TokenisedName Tokenise(const NormalisedName& name);
inline TokenisedName TokeniseName(std::string_view name) { return Tokenise(Normalise(name)); }

// "rahman" of "abdrahman", which is how the servants of any name are written here; empty for other
// words.
std::string_view ServedIn(std::string_view word);

// A bit for each letter that the word has, the same one for all that are no letters.
std::uint32_t LettersOf(std::string_view word);

// A word of its own, with its skeletons; for words joined from two.
Token MakeNameToken(std::string text);

}  // namespace clearway::compliance
