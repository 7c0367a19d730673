// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/names/sounds.h"

#include <algorithm>
#include <array>

namespace clearway::compliance {
namespace {

bool IsVowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

struct Sound {
    std::string_view spelling;
    char sound;
};

// Longest spelling first. Digraphs of romanised Arabic, Persian and Slavic names.
constexpr auto kDigraphs = std::to_array<Sound>({{"tsch", 'c'},
                                                 {"shch", 'x'},
                                                 {"tch", 'c'},
                                                 {"dzh", 'j'},
                                                 {"sch", 'x'},
                                                 {"ch", 'c'},
                                                 {"sh", 'x'},
                                                 {"zh", 'j'},
                                                 {"kh", 'h'},
                                                 {"gh", 'g'},
                                                 {"ph", 'f'},
                                                 {"th", 't'},
                                                 {"dh", 'd'},
                                                 {"ts", 'z'},
                                                 {"tz", 'z'},
                                                 {"ck", 'k'},
                                                 {"dj", 'j'},
                                                 {"wh", 'v'}});

// Most spellings are ruled out by their first letter.
bool IsSpelledAt(std::string_view word, std::size_t at, std::string_view spelling) {
    return word[at] == spelling.front() && word.substr(at).starts_with(spelling);
}

char SoundOf(char c, char next) {
    switch (c) {
        case 'q': return 'k';
        case 'w': return 'v';
        case 'c': return next == 'e' || next == 'i' || next == 'y' ? 's' : 'k';
        case 'z': return 's';
        default: return c;
    }
}

// Spellings of vowels that the spoken word has as one letter.
constexpr auto kVowelSpellings = std::to_array<Sound>(
    {{"ou", 'u'}, {"oo", 'u'}, {"ee", 'i'}, {"ei", 'e'}, {"ey", 'e'}, {"ay", 'e'}, {"ai", 'e'},
     {"iy", 'i'}, {"yy", 'i'}, {"ij", 'i'}, {"ie", 'i'}, {"aa", 'a'}, {"ae", 'e'}, {"oe", 'o'},
     {"ue", 'u'}, {"ia", 'a'}, {"ya", 'a'}, {"yu", 'u'}, {"iu", 'u'}, {"io", 'o'}, {"yo", 'o'}});

constexpr int kOtherVowel = 4;
constexpr int kNearVowel = 2;
constexpr int kNearConsonant = 4;
constexpr int kVowelMore = 5;
constexpr int kBreathMore = 3;  // an 'h' or a vowel-like 'w', 'y' within the word
constexpr int kFirstBreathMore = 5;

// Consonants that the romanisations of one name exchange.
constexpr auto kNear = std::to_array<std::string_view>(
    {"kq", "kc", "kg", "qg", "gj", "hk", "hg", "sz", "sc", "xc", "xs", "xj",
     "cj", "zj", "jy", "dt", "bp", "pf", "vf", "vb", "dz", "td", "mn"});

int PriceOfLetter(char c) {
    if (IsVowel(c)) return kVowelMore;
    return c == 'h' || c == 'w' || c == 'y' ? kBreathMore : kLetter;
}

int PriceOfChange(char a, char b) {
    if (a == b) return 0;
    const auto is = [a, b](char c, char d) { return (a == c && b == d) || (a == d && b == c); };
    if (is('i', 'y') || is('o', 'u') || is('e', 'i')) return kNearVowel;
    if (is('w', 'u') || is('w', 'o') || is('v', 'w') || is('j', 'i')) return kNearVowel;
    if (IsVowel(a) && IsVowel(b)) return kOtherVowel;
    for (const auto pair : kNear)
        if (is(pair[0], pair[1])) return kNearConsonant;
    return kLetter;
}

struct ChangePrices {
    std::array<std::array<std::uint8_t, 26>, 26> change;
    std::array<std::uint8_t, 26> letter;
};

const ChangePrices& Prices() {
    static const ChangePrices prices = [] {
        ChangePrices made{};
        for (int a = 0; a < 26; ++a) {
            const char letter = static_cast<char>('a' + a);
            made.letter[a] = static_cast<std::uint8_t>(PriceOfLetter(letter));
            for (int b = 0; b < 26; ++b)
                made.change[a][b] =
                    static_cast<std::uint8_t>(PriceOfChange(letter, static_cast<char>('a' + b)));
        }
        return made;
    }();
    return prices;
}

std::size_t PlaceOf(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<std::size_t>(c - 'a') : 23;
}

}  // namespace

std::string Skeleton(std::string_view word) {
    std::string skeleton;
    char previous = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        char sound = 0;
        for (const auto& digraph : kDigraphs) {
            if (!IsSpelledAt(word, i, digraph.spelling)) continue;
            sound = digraph.sound;
            i += digraph.spelling.size() - 1;
            break;
        }
        const char next = i + 1 < word.size() ? word[i + 1] : '\0';
        const bool first = skeleton.empty();
        if (sound == 0) {
            const char c = word[i];
            // 'y' and a 'j' behind a vowel are vowels here: Sergey, Sergei, Sergej.
            const bool vowel =
                IsVowel(c) || (c == 'y' && !first) || (c == 'j' && IsVowel(previous));
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

std::string SoundKey(std::string_view spoken) {
    //                              abcdefghijklmnopqrstuvwxyz
    constexpr std::string_view kOf = " pst fk  sklnn pkrst f s s";
    static_assert(kOf.size() == 26);
    std::string key;
    for (const char c : spoken) {
        if (c < 'a' || c > 'z') {
            key += c;
            continue;
        }
        const char sound = kOf[PlaceOf(c)];
        if (sound != ' ' && (key.empty() || key.back() != sound)) key += sound;
    }
    return key;
}

std::string Spoken(std::string_view word) {
    std::string spoken;
    const auto spelled = [&](const auto& table, std::size_t at) -> const Sound* {
        for (const auto& sound : table)
            if (IsSpelledAt(word, at, sound.spelling)) return &sound;
        return nullptr;
    };
    for (std::size_t i = 0; i < word.size(); ++i) {
        char sound = word[i];
        const Sound* spelling = spelled(kDigraphs, i);
        // "kh" and "gh" are told apart here: Khalid, Ghalib.
        if (spelling != nullptr && spelling->spelling == "gh")
            sound = 'g';
        else if (spelling != nullptr)
            sound = spelling->sound;
        else if (i > 0 && (spelling = spelled(kVowelSpellings, i)) != nullptr)
            sound = spelling->sound;
        if (spelling != nullptr) i += spelling->spelling.size() - 1;
        if (spoken.empty() || spoken.back() != sound) spoken += sound;
    }
    return spoken;
}

Sounds SoundsOf(std::string_view spoken) {
    const auto& prices = Prices();
    Sounds sounds;
    for (const char c : spoken) {
        if (c < 'a' || c > 'z') continue;
        const auto place = PlaceOf(c);
        if (prices.letter[place] == kLetter) sounds.own |= 1U << place;
        for (std::size_t other = 0; other < prices.change.size(); ++other)
            if (prices.change[place][other] < kLetter) sounds.near |= 1U << other;
    }
    return sounds;
}

int SoundDistance(std::string_view spoken, std::string_view other) {
    constexpr std::size_t kLettersMax = 40;
    const auto& prices = Prices();
    spoken = spoken.substr(0, kLettersMax);
    other = other.substr(0, kLettersMax);
    std::array<int, kLettersMax + 1> above{};
    std::array<int, kLettersMax + 1> row{};
    const auto first = [&](std::size_t place) {
        return std::max<int>(prices.letter[place], kFirstBreathMore);
    };
    for (std::size_t j = 0; j < other.size(); ++j)
        above[j + 1] = above[j] + first(PlaceOf(other[j]));
    for (const char c : spoken) {
        const auto place = PlaceOf(c);
        row[0] = above[0] + first(place);
        for (std::size_t j = 0; j < other.size(); ++j) {
            const auto place_of_other = PlaceOf(other[j]);
            row[j + 1] = std::min({above[j] + prices.change[place][place_of_other],
                                   above[j + 1] + prices.letter[place],
                                   row[j] + prices.letter[place_of_other]});
        }
        std::swap(above, row);
    }
    return above[other.size()];
}

int SoundSimilarity(std::string_view spoken, std::string_view other) {
    constexpr int kSame = 1000;
    const auto longest = static_cast<int>(std::max(spoken.size(), other.size()));
    const int distance = SoundDistance(spoken, other);
    return longest == 0 ? 0 : std::max(0, kSame - kSame * distance / (kLetter * longest));
}

}  // namespace clearway::compliance
