// SPDX-License-Identifier: Apache-2.0
// How many listed names are still found after people have altered them, at the threshold that one
// ordinary name in a thousand reaches. A measurement: it prints a line a kind, and holds what was
// reached.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <iostream>
#include <random>

#include "services/compliance/domain/screening/ordinary_names.h"
#include "services/compliance/domain/screening/screener.h"
#include "services/compliance/store/list_source.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kStep = 21;  // of the listed names one in so many is altered
using Words = std::vector<std::string>;

std::string Join(const Words& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

std::string Typo(std::string text, std::mt19937& random) {
    const auto at = 1 + random() % (text.size() - 1);
    switch (random() % 3) {
        case 0: return text.erase(at, 1);
        case 1: return text.insert(at, 1, static_cast<char>('a' + random() % 26));
        default: std::swap(text[at - 1], text[at]); return text;
    }
}

std::string OtherRomanisation(std::string text) {
    const std::pair<const char*, const char*> rows[] = {{"kh", "h"}, {"ou", "u"}, {"ei", "ey"},
                                                        {"q", "k"},  {"w", "v"},  {"sh", "ch"}};
    for (const auto& [from, to] : rows)
        if (const auto at = text.find(from, 1); at != std::string::npos)
            text.replace(at, std::string_view(from).size(), to);
    return text;
}

// Alters the words of a name, given name first; empty: this name cannot be altered so.
struct Kind {
    const char* name;
    std::function<std::string(Words, std::mt19937&)> alter;
};

const std::vector<Kind>& Kinds() {
    static const std::vector<Kind> kinds = {
        {"typo", [](Words words, std::mt19937& random) { return Typo(Join(words), random); }},
        {"order",
         [](Words words, std::mt19937&) {
             std::rotate(words.begin(), words.begin() + 1, words.end());
             return Join(words);
         }},
        {"romanisation",
         [](Words words, std::mt19937&) {
             const auto text = Join(words);
             auto other = OtherRomanisation(text);
             return other == text ? std::string() : other;
         }},
        {"middle name missing",
         [](Words words, std::mt19937&) {
             if (words.size() < 3) return std::string();
             words.erase(words.begin() + 1);
             return Join(words);
         }},
        {"middle initial",
         [](Words words, std::mt19937&) {
             if (words.size() < 3) return std::string();
             words[1].resize(1);
             return Join(words);
         }},
        {"first initial",
         [](Words words, std::mt19937&) {
             words[0].resize(1);
             return Join(words);
         }},
        {"joined",
         [](Words words, std::mt19937&) {
             words[0] += words[1];
             words.erase(words.begin() + 1);
             return Join(words);
         }},
        {"title", [](Words words, std::mt19937&) { return "Mr. " + Join(words); }},
    };
    return kinds;
}

Words WordsOf(const std::string& listed) {
    const auto comma = listed.find(", ");
    const auto text = comma == std::string::npos ? Normalise(listed).text
                                                 : Normalise(listed.substr(comma + 2)).text + " " +
                                                       Normalise(listed.substr(0, comma)).text;
    Words words;
    for (const auto word : Split(text)) words.emplace_back(word);
    return words;
}

// The score that one in a thousand of the names that are not listed exceeds.
int ThresholdFor(const Screener& screener) {
    std::vector<int> scores;
    for (const auto& name : OrdinaryNames(3'000)) {
        const auto found = screener.Search(name, 1, {.type = EntryType::kIndividual});
        const int score = found.empty() ? 0 : found.front().score;
        if (score < 1000) scores.push_back(score);
    }
    std::sort(scores.rbegin(), scores.rend());
    return scores[scores.size() / 1000] + 1;
}

bool Reaches(const Screener& screener, const std::string& name, std::int64_t entry, int score) {
    const auto found = screener.Search(name, kMatchesMax, {.type = EntryType::kIndividual});
    return std::ranges::any_of(found, [&](const NameMatch& match) {
        return match.entry_number == entry && match.score >= score;
    });
}

TEST(AlteredNames, AreFoundWhereOneOrdinaryNameInAThousandIs) {
    const auto list = *ReadSanctionsList(*BuiltInListFiles(), kBuiltInMonth);
    const Screener screener(list);
    const int threshold = ThresholdFor(screener);
    std::cout << "threshold " << threshold << "\n";
    std::size_t all_asked = 0, all_found = 0;
    for (const auto& kind : Kinds()) {
        std::mt19937 random(1962);  // NOLINT: the same names in every run
        std::size_t asked = 0, found = 0;
        for (std::size_t i = 0; i < list.names.size(); i += kStep) {
            const auto& listed = list.names[i];
            const auto& entry = list.entries[listed.entry];
            if (entry.type != EntryType::kIndividual || listed.quality == NameQuality::kWeakAlias)
                continue;
            const auto words = WordsOf(listed.name);
            if (words.size() < 2) continue;
            const auto name = kind.alter(words, random);
            if (name.empty()) continue;
            ++asked;
            found += Reaches(screener, name, entry.number, threshold);
        }
        std::cout << "  " << kind.name << ": " << asked << " names, found per mille "
                  << 1000 * found / asked << "\n";
        all_asked += asked;
        all_found += found;
    }
    std::cout << "  all: " << all_asked << " names, found per mille "
              << 1000 * all_found / all_asked << "\n";
    EXPECT_GT(1000 * all_found, 977 * all_asked);
}

}  // namespace
}  // namespace clearway::compliance
