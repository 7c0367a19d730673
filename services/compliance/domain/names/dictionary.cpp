// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/names/dictionary.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "embedded/compliance_name_tables.h"
#include "services/compliance/domain/names/tables.h"

namespace clearway::compliance {
namespace {

constexpr auto kTitles = std::to_array<std::string_view>({
    "mr",        "mrs",      "ms",      "miss",      "dr",        "prof",         "professor",
    "sir",       "lord",     "lady",    "dame",      "president", "prasident",    "presidente",
    "minister",  "monsieur", "madame",  "mme",       "herr",      "frau",         "senor",
    "senora",    "don",      "dona",    "signor",    "signora",   "gospodin",     "sheikh",
    "shaikh",    "shaykh",   "sheik",   "sheykh",    "cheikh",    "haji",         "hajji",
    "hajj",      "haj",      "hadji",   "mullah",    "mulla",     "maulavi",      "mawlawi",
    "maulvi",    "moulavi",  "maulana", "mawlana",   "ayatollah", "hojatoleslam", "imam",
    "qari",      "ustad",    "general", "gen",       "brig",      "colonel",      "col",
    "brigadier", "captain",  "capt",    "major",     "maj",       "lieutenant",   "lt",
    "sergeant",  "sgt",      "admiral", "commander", "cmdr",      "marshal",      "eng",
    "engr",      "engineer", "hon",     "rev",       "jr",        "sr",           "esq",
    "phd",       "the",      "mv",      "ms",        "mt",        "ss",           "ssv",
    "fv",
});

constexpr auto kParticles = std::to_array<std::string_view>({
    "al",  "el",  "ul",  "ur",  "ar",  "bin",  "ibn",  "ben", "ebn",   "bint", "binte", "ould",
    "uld", "de",  "da",  "do",  "dos", "du",   "di",   "del", "della", "la",   "le",    "las",
    "los", "van", "von", "der", "den", "ter",  "zu",   "y",   "e",     "of",   "for",   "and",
    "in",  "und", "et",  "des", "fur", "pour", "para", "i",   "as",    "ad",
});

struct Spelling {
    std::string_view word;
    std::string_view spelling;
};

constexpr auto kSpellings = std::to_array<Spelling>({
    {"ibn", "bin"}, {"ben", "bin"}, {"ebn", "bin"},  {"binte", "bint"}, {"el", "al"},
    {"ul", "al"},   {"ur", "al"},   {"ar", "al"},    {"ad", "al"},      {"uld", "ould"},
    {"y", "and"},   {"e", "and"},   {"i", "and"},    {"und", "and"},    {"et", "and"},
    {"des", "de"},  {"fur", "for"}, {"pour", "for"}, {"para", "for"},
});

constexpr auto kUnits = std::to_array<std::string_view>(
    {"zero",     "one",     "two",     "three",     "four",     "five",    "six",
     "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
     "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"});
constexpr auto kTens = std::to_array<std::string_view>(
    {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"});
constexpr auto kOrdinals = std::to_array<std::string_view>(
    {"", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"});

template <class Table>
bool Holds(const Table& table, std::string_view word) {
    return std::find(table.begin(), table.end(), word) != table.end();
}

using Index = std::unordered_map<std::string_view, std::string>;

// Rows "meaning: word word".
Index IndexOfMeanings(std::string_view table) {
    Index index;
    for (const auto row : RowsOf(table)) {
        const auto colon = row.find(':');
        std::string meaning(row.substr(0, colon));
        std::replace(meaning.begin(), meaning.end(), '_', ' ');
        for (const auto word : WordsOf(row.substr(colon + 1))) index.emplace(word, meaning);
    }
    return index;
}

// Rows "name word word".
Index IndexOfPlaces(std::string_view table) {
    Index index;
    for (const auto row : RowsOf(table)) {
        const auto words = WordsOf(row);
        for (const auto word : words) index.emplace(word, words.front());
    }
    return index;
}

}  // namespace

TokenKind RoleOf(std::string_view word) {
    static const auto roles = [] {
        std::unordered_map<std::string_view, TokenKind> index;
        for (const auto title : kTitles) index.emplace(title, TokenKind::kTitle);
        for (const auto particle : kParticles) index.emplace(particle, TokenKind::kParticle);
        return index;
    }();
    const auto found = roles.find(word);
    return found == roles.end() ? TokenKind::kName : found->second;
}

std::optional<int> NumberWord(std::string_view word) {
    for (std::size_t i = 0; i < kUnits.size(); ++i)
        if (kUnits[i] == word) return static_cast<int>(i);
    for (std::size_t i = 2; i < kTens.size(); ++i)
        if (kTens[i] == word) return static_cast<int>(i) * 10;
    for (std::size_t i = 1; i < kOrdinals.size(); ++i)
        if (kOrdinals[i] == word) return static_cast<int>(i);
    const auto letters = word.find_first_not_of("0123456789");
    if (letters == 0 || letters == std::string_view::npos || letters > 4) return std::nullopt;
    constexpr std::array<std::string_view, 4> kEndings = {"st", "nd", "rd", "th"};
    if (!Holds(kEndings, word.substr(letters))) return std::nullopt;
    return std::stoi(std::string(word.substr(0, letters)));
}

std::string_view Expand(std::string_view word) {
    static const auto meanings = IndexOfMeanings(embedded::compliance_name_tables::kWords);
    const auto found = meanings.find(word);
    return found == meanings.end() ? word : std::string_view(found->second);
}

std::string_view PlaceOf(std::string_view word) {
    static const auto places = IndexOfPlaces(embedded::compliance_name_tables::kPlaces);
    const auto found = places.find(word);
    return found == places.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view ParticleOf(std::string_view word) {
    for (const auto& row : kSpellings)
        if (row.word == word) return row.spelling;
    return word;
}

}  // namespace clearway::compliance
