// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/names/sounds.h"

#include <algorithm>
#include <array>

namespace clearway::compliance {
namespace {

constexpr bool IsVowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }
constexpr bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }

// Of a letter; what is none costs what an 'x' does.
constexpr std::size_t PlaceOf(char c) {
    return IsLetter(c) ? static_cast<std::size_t>(c - 'a') : 23;
}

struct Sound {
    std::string_view spelling;
    char sound;
};

// Sounds of several letters; a longer spelling before those that it begins with. Most places of a
// word are ruled out by two letters, without a look at the table.
template <std::size_t kSounds>
class Spellings {
public:
    constexpr explicit Spellings(const std::array<Sound, kSounds>& sounds) : sounds_(sounds) {
        for (const auto& [spelling, sound] : sounds_)
            begins_[PlaceOf(spelling[0])] |= 1U << PlaceOf(spelling[1]);
    }

    // nullptr: the word goes on with none of them.
    const Sound* At(std::string_view word, std::size_t at) const {
        if (at + 1 >= word.size() || !IsLetter(word[at]) || !IsLetter(word[at + 1]) ||
            (begins_[PlaceOf(word[at])] >> PlaceOf(word[at + 1]) & 1U) == 0)
            return nullptr;
        for (const auto& sound : sounds_)
            if (word.substr(at).starts_with(sound.spelling)) return &sound;
        return nullptr;
    }

private:
    std::array<Sound, kSounds> sounds_;
    std::array<std::uint32_t, 26> begins_{};  // by the first letter the second ones
};

// Digraphs of romanised Arabic, Persian and Slavic names.
constexpr Spellings kDigraphs(std::to_array<Sound>({{"tsch", 'c'},
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
                                                    {"wh", 'v'}}));

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
constexpr Spellings kVowelSpellings(std::to_array<Sound>(
    {{"ou", 'u'}, {"oo", 'u'}, {"ee", 'i'}, {"ei", 'e'}, {"ey", 'e'}, {"ay", 'e'}, {"ai", 'e'},
     {"iy", 'i'}, {"yy", 'i'}, {"ij", 'i'}, {"ie", 'i'}, {"aa", 'a'}, {"ae", 'e'}, {"oe", 'o'},
     {"ue", 'u'}, {"ia", 'a'}, {"ya", 'a'}, {"yu", 'u'}, {"iu", 'u'}, {"io", 'o'}, {"yo", 'o'}}));

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

constexpr int PriceOfLetter(char c) {
    if (IsVowel(c)) return kVowelMore;
    return c == 'h' || c == 'w' || c == 'y' ? kBreathMore : kLetter;
}

constexpr int PriceOfChange(char a, char b) {
    if (a == b) return 0;
    const auto is = [a, b](char c, char d) { return (a == c && b == d) || (a == d && b == c); };
    if (is('i', 'y') || is('o', 'u') || is('e', 'i')) return kNearVowel;
    if (is('w', 'u') || is('w', 'o') || is('v', 'w') || is('j', 'i')) return kNearVowel;
    if (IsVowel(a) && IsVowel(b)) return kOtherVowel;
    for (const auto pair : kNear)
        if (is(pair[0], pair[1])) return kNearConsonant;
    return kLetter;
}

struct Prices {
    std::array<std::array<std::uint8_t, 26>, 26> change{};
    std::array<std::uint8_t, 26> letter{};
    std::array<std::uint32_t, 26> near{};  // letters that cost less than a letter to exchange
};

constexpr Prices kPrices = [] {
    Prices made;
    for (int a = 0; a < 26; ++a) {
        const char letter = static_cast<char>('a' + a);
        made.letter[a] = static_cast<std::uint8_t>(PriceOfLetter(letter));
        for (int b = 0; b < 26; ++b) {
            const int price = PriceOfChange(letter, static_cast<char>('a' + b));
            made.change[a][b] = static_cast<std::uint8_t>(price);
            if (price < kLetter) made.near[a] |= 1U << b;
        }
    }
    return made;
}();

}  // namespace

std::string Skeleton(std::string_view word) {
    std::string skeleton;
    char previous = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        char sound = 0;
        if (const auto* digraph = kDigraphs.At(word, i)) {
            sound = digraph->sound;
            i += digraph->spelling.size() - 1;
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

std::string ConsonantsOf(std::string_view skeleton) {
    if (skeleton.starts_with('a')) skeleton.remove_prefix(1);
    std::string kept;
    for (const char c : skeleton)
        if (c != 'v' && c != 'y') kept += c;  // waw and yeh stand for long vowels
    return kept.empty() ? std::string(skeleton) : kept;
}

std::string SoundKey(std::string_view spoken) {
    //                              abcdefghijklmnopqrstuvwxyz
    constexpr std::string_view kOf = " pst fk  sklnn pkrst f s s";
    static_assert(kOf.size() == 26);
    std::string key;
    for (const char c : spoken) {
        if (!IsLetter(c)) {
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
    for (std::size_t i = 0; i < word.size(); ++i) {
        char sound = word[i];
        const Sound* spelling = kDigraphs.At(word, i);
        // "kh" and "gh" are told apart here: Khalid, Ghalib.
        if (spelling != nullptr && spelling->spelling == "gh")
            sound = 'g';
        else if (spelling != nullptr)
            sound = spelling->sound;
        else if (i > 0 && (spelling = kVowelSpellings.At(word, i)) != nullptr)
            sound = spelling->sound;
        if (spelling != nullptr) i += spelling->spelling.size() - 1;
        if (spoken.empty() || spoken.back() != sound) spoken += sound;
    }
    return spoken;
}

Sounds SoundsOf(std::string_view spoken) {
    Sounds sounds;
    for (const char c : spoken) {
        if (!IsLetter(c)) continue;
        const auto place = PlaceOf(c);
        if (kPrices.letter[place] == kLetter) sounds.own |= 1U << place;
        sounds.near |= kPrices.near[place];
    }
    return sounds;
}

int SoundDistance(std::string_view spoken, std::string_view other, int most) {
    constexpr std::size_t kLettersMax = 40;
    spoken = spoken.substr(0, kLettersMax);
    other = other.substr(0, kLettersMax);
    using Row = std::array<int, kLettersMax + 1>;
    std::array<Row, 2> rows;
    int* above = rows[0].data();
    int* row = rows[1].data();
    std::array<std::uint8_t, kLettersMax> places;
    for (std::size_t j = 0; j < other.size(); ++j)
        places[j] = static_cast<std::uint8_t>(PlaceOf(other[j]));
    const auto first = [](std::size_t place) {
        return std::max<int>(kPrices.letter[place], kFirstBreathMore);
    };
    above[0] = 0;
    for (std::size_t j = 0; j < other.size(); ++j) above[j + 1] = above[j] + first(places[j]);
    for (const char c : spoken) {
        const auto place = PlaceOf(c);
        const auto& change = kPrices.change[place];
        const int more = kPrices.letter[place];
        int least = row[0] = above[0] + first(place);
        for (std::size_t j = 0; j < other.size(); ++j) {
            const int within = std::min(above[j] + change[places[j]], above[j + 1] + more);
            row[j + 1] = std::min(within, row[j] + kPrices.letter[places[j]]);
            least = std::min(least, row[j + 1]);
        }
        if (least > most) return least;  // no price falls from here on
        std::swap(above, row);
    }
    return above[other.size()];
}

int SoundSimilarity(std::string_view spoken, std::string_view other, int least) {
    constexpr int kSame = 1000;
    const auto longest = static_cast<int>(std::max(spoken.size(), other.size()));
    if (longest == 0) return 0;
    const int most = ((kSame + 1 - least) * kLetter * longest - 1) / kSame;
    const int distance = SoundDistance(spoken, other, most);
    return distance > most ? 0 : std::max(0, kSame - kSame * distance / (kLetter * longest));
}

}  // namespace clearway::compliance
