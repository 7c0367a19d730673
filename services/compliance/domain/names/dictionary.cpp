// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/names/dictionary.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace clearway::compliance {
namespace {

struct Form {
    std::string_view phrase;
    std::string_view canonical;
};

// Longest first where one phrase begins with another.
constexpr auto kPhrases = std::to_array<Form>({
    {"obshchestvo s ogranichennoy otvetstvennostyu", "ltd"},
    {"obschestvo s ogranichennoi otvetstvennostyu", "ltd"},
    {"societatea cu raspundere limitata", "ltd"},
    {"sociedad de responsabilidad limitada", "ltd"},
    {"gesellschaft mit beschrankter haftung", "ltd"},
    {"public joint stock company", "jsc"}, {"open joint stock company", "jsc"},
    {"closed joint stock company", "jsc"}, {"private joint stock company", "jsc"},
    {"otkrytoe aktsionernoe obshchestvo", "jsc"}, {"publichnoe aktsionernoe obshchestvo", "jsc"},
    {"zakrytoe aktsionernoe obshchestvo", "jsc"},
    {"aktsionernoe obshchestvo", "jsc"}, {"limited liability company", "ltd"},
    {"limited liability partnership", "ltd"}, {"joint stock company", "jsc"},
    {"joint stock co", "jsc"}, {"societe anonyme", "sa"}, {"sociedad anonima", "sa"},
    {"sa de cv", "sa"}, {"s a de c v", "sa"}, {"s a de cv", "sa"},
    {"sp z oo", "ltd"}, {"sp z o o", "ltd"},
    {"s a s", "sa"}, {"s de rl", "ltd"}, {"s a", "sa"}, {"s l", "ltd"}, {"l l c", "ltd"},
});

constexpr auto kForms = std::to_array<Form>({
    {"ltd", "ltd"}, {"limited", "ltd"}, {"llc", "ltd"}, {"llp", "ltd"}, {"lp", "ltd"},
    {"gmbh", "ltd"}, {"ooo", "ltd"}, {"srl", "ltd"}, {"sarl", "ltd"}, {"sl", "ltd"},
    {"ltda", "ltd"}, {"limitada", "ltd"}, {"eirl", "ltd"}, {"bv", "ltd"}, {"pte", "ltd"},
    {"pvt", "ltd"}, {"pty", "ltd"}, {"fze", "ltd"}, {"fzc", "ltd"}, {"fzco", "ltd"},
    {"dmcc", "ltd"}, {"wll", "ltd"}, {"sro", "ltd"}, {"doo", "ltd"}, {"oy", "ltd"},
    {"aps", "ltd"}, {"eu", "ltd"}, {"limitd", "ltd"}, {"inc", "inc"}, {"incorporated", "inc"},
    {"corp", "inc"}, {"corporation", "inc"}, {"co", "inc"}, {"company", "inc"}, {"cia", "inc"},
    {"compania", "inc"}, {"plc", "jsc"}, {"jsc", "jsc"}, {"ojsc", "jsc"}, {"pjsc", "jsc"},
    {"cjsc", "jsc"}, {"oao", "jsc"}, {"pao", "jsc"}, {"zao", "jsc"}, {"ao", "jsc"},
    {"ag", "jsc"}, {"akg", "jsc"}, {"aktiengesellschaft", "jsc"}, {"sa", "sa"}, {"sas", "sa"},
    {"sal", "sa"}, {"spa", "sa"}, {"sae", "sa"}, {"nv", "sa"}, {"kg", "kg"}, {"kk", "kk"},
    {"ano", "ano"},
});

constexpr auto kTitles = std::to_array<std::string_view>({
    "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "president", "prasident",
    "monsieur", "madame", "mme", "herr", "frau", "senor", "senora", "sheikh", "shaikh", "shaykh",
    "sheik", "haji", "hajji", "hajj", "haj", "mullah", "maulavi", "mawlawi", "ayatollah",
    "general", "gen", "colonel", "brigadier", "captain", "eng", "engineer", "the", "mv", "ss", "mt",
});

constexpr auto kParticles = std::to_array<std::string_view>({
    "al", "el", "ul", "ur", "bin", "ibn", "ben", "bint", "ould", "uld", "de", "da", "do", "dos",
    "du", "di", "del", "della", "la", "le", "las", "los", "van", "von", "der", "den", "ter", "zu",
    "y", "e", "of", "for", "and", "in", "und", "et", "des", "fur", "pour", "para", "i", "as",
    "ad",
});

constexpr auto kUnits = std::to_array<std::string_view>(
    {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
     "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
     "nineteen"});
constexpr auto kTens = std::to_array<std::string_view>(
    {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"});
constexpr auto kOrdinals = std::to_array<std::string_view>(
    {"", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"});

constexpr auto kShort = std::to_array<Form>({
    {"intl", "international"}, {"intern", "international"}, {"ind", "industries"},
    {"inds", "industries"}, {"industry", "industries"}, {"mfg", "manufacturing"},
    {"bros", "brothers"}, {"govt", "government"}, {"dept", "department"}, {"univ", "university"},
    {"org", "organization"}, {"organisation", "organization"}, {"assn", "association"},
    {"tech", "technology"}, {"technologies", "technology"}, {"eng", "engineering"},
    {"centre", "center"}, {"fourty", "forty"}, {"saint", "st"}, {"natl", "national"},
    {"muh", "muhammad"}, {"mohd", "muhammad"}, {"md", "muhammad"}, {"grp", "group"},
    {"shpg", "shipping"}, {"svcs", "services"}, {"mgmt", "management"},
});

template <class Table>
auto Index(const Table& table) {
    std::unordered_map<std::string_view, std::string_view> index;
    for (const auto& row : table) index.emplace(row.phrase, row.canonical);
    return index;
}

template <class Table>
bool Holds(const Table& table, std::string_view word) {
    return std::find(table.begin(), table.end(), word) != table.end();
}

std::size_t MatchPhrase(std::string_view phrase, std::span<const std::string_view> words) {
    std::size_t count = 0;
    while (!phrase.empty()) {
        const auto blank = phrase.find(' ');
        const auto word = phrase.substr(0, blank);
        if (count == words.size() || words[count] != word) return 0;
        ++count;
        phrase = blank == std::string_view::npos ? std::string_view() : phrase.substr(blank + 1);
    }
    return count;
}

}  // namespace

std::optional<Phrase> FindLegalForm(std::span<const std::string_view> words) {
    static const auto forms = Index(kForms);
    for (const auto& form : kPhrases) {
        if (form.phrase.front() != words.front().front()) continue;
        if (const auto count = MatchPhrase(form.phrase, words))
            return Phrase{count, form.canonical};
    }
    const auto found = forms.find(words.front());
    if (found == forms.end()) return std::nullopt;
    return Phrase{1, found->second};
}

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
    static const auto short_forms = Index(kShort);
    const auto found = short_forms.find(word);
    return found == short_forms.end() ? word : found->second;
}

}  // namespace clearway::compliance
