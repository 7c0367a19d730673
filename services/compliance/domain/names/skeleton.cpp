// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/names/skeleton.h"

#include <array>

namespace clearway::compliance {
namespace {

bool IsVowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

struct Sound {
    std::string_view spelling;
    char sound;
};

// Longest spelling first. Digraphs of romanised Arabic, Persian and Slavic names.
constexpr std::array<Sound, 16> kDigraphs = {{{"tch", 'c'}, {"dzh", 'j'}, {"sch", 'x'},
                                              {"ch", 'c'},  {"sh", 'x'},  {"zh", 'z'},
                                              {"kh", 'h'},  {"gh", 'g'},  {"ph", 'f'},
                                              {"th", 't'},  {"dh", 'd'},  {"ts", 'z'},
                                              {"tz", 'z'},  {"ck", 'k'},  {"dj", 'j'},
                                              {"wh", 'v'}}};

char SoundOf(char c, char next) {
    switch (c) {
        case 'q': return 'k';
        case 'w': return 'v';
        case 'c': return next == 'e' || next == 'i' || next == 'y' ? 's' : 'k';
        case 'z': return 's';
        default: return c;
    }
}

}  // namespace

std::string Skeleton(std::string_view word) {
    std::string skeleton;
    char previous = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        char sound = 0;
        for (const auto& digraph : kDigraphs) {
            if (word.substr(i, digraph.spelling.size()) != digraph.spelling) continue;
            sound = digraph.sound;
            i += digraph.spelling.size() - 1;
            break;
        }
        const char next = i + 1 < word.size() ? word[i + 1] : '\0';
        const bool first = skeleton.empty();
        if (sound == 0) {
            const char c = word[i];
            // 'y' and a 'j' behind a vowel are vowels here: Sergey, Sergei, Sergej.
            const bool vowel = IsVowel(c) || (c == 'y' && !first) ||
                               (c == 'j' && IsVowel(previous));
            if (vowel) {
                if (first) skeleton += 'a';
                previous = 'a';
                continue;
            }
            // A silent 'h' before a consonant or at the end: Sarah, Fatimah, Mehdi keeps its own.
            if (c == 'h' && next == '\0' && !first) continue;
            sound = SoundOf(c, next);
        }
        if (sound != previous) skeleton += sound;
        previous = sound;
    }
    return skeleton;
}

std::string Consonants(std::string_view word) {
    auto skeleton = Skeleton(word);
    if (!skeleton.empty() && skeleton.front() == 'a') skeleton.erase(0, 1);
    std::string kept;
    for (const char c : skeleton)
        if (c != 'v' && c != 'y') kept += c;  // waw and yeh stand for long vowels
    return kept.empty() ? skeleton : kept;
}

}  // namespace clearway::compliance
