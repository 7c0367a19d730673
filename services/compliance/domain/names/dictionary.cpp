// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/names/dictionary.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "embedded/compliance_name_tables.h"
#include "services/compliance/domain/names/sounds.h"
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

constexpr std::size_t kStemMin = 4;
constexpr std::size_t kEndingMax = 6;
constexpr std::size_t kSoundLettersMin = 6;

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

// Romanisations of one word, "basargani" and "bazargani", have one key.
std::string SoundOf(std::string_view word) {
    auto sound = Spoken(word);
    for (char& c : sound) c = c == 'z' ? 's' : c == 'q' ? 'k' : c == 'w' ? 'v' : c;
    return sound;
}

std::unordered_map<std::string, std::string_view> IndexOfSounds(const Index& meanings) {
    std::unordered_map<std::string, std::string_view> index;
    for (const auto& [word, meaning] : meanings) {
        if (word.size() < kSoundLettersMin || word.back() == '*') continue;
        const auto [at, added] = index.emplace(SoundOf(word), meaning);
        if (!added) at->second = std::min(at->second, std::string_view(meaning));
    }
    return index;
}

Index StemsOf(const Index& meanings) {
    Index stems;
    for (const auto& [word, meaning] : meanings)
        if (word.back() == '*') stems.emplace(word.substr(0, word.size() - 1), meaning);
    return stems;
}

// "stroitelnogo" by the row that has "stroitel*".
std::string_view ExpandStem(const Index& stems, std::string_view word) {
    for (auto length = word.size(); length >= kStemMin && length + kEndingMax >= word.size();
         --length)
        if (const auto found = stems.find(word.substr(0, length)); found != stems.end())
            return found->second;
    return {};
}

// Persian joins a word to the next one by an ending that some write: "bank-e", "sherkate".
std::string_view WithoutEzafe(std::string_view word) {
    for (const std::string_view ending : {"haye", "ye", "e"})
        if (word.size() >= ending.size() + kStemMin && word.ends_with(ending))
            return word.substr(0, word.size() - ending.size());
    return {};
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
    const auto known = [&](std::string_view written) {
        const auto found = meanings.find(written);
        return found == meanings.end() ? std::string_view() : std::string_view(found->second);
    };
    if (const auto meaning = known(word); !meaning.empty()) return meaning;
    if (const auto meaning = known(WithoutEzafe(word)); !meaning.empty()) return meaning;
    static const auto stems = StemsOf(meanings);
    if (const auto meaning = ExpandStem(stems, word); !meaning.empty()) return meaning;
    static const auto sounds = IndexOfSounds(meanings);
    if (word.size() < kSoundLettersMin) return word;
    const auto found = sounds.find(SoundOf(word));
    return found == sounds.end() ? word : found->second;
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
