// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/names/word_match.h"

#include <algorithm>
#include <bit>
#include <string>

#include "services/compliance/domain/names/sounds.h"

namespace clearway::compliance {
namespace {

constexpr int kAnotherWordBelow = 740;
// Less alike, but with the same beginning: Merkel and Merkur.
constexpr int kSameStartMin = 700;
constexpr std::size_t kSameStart = 3;
constexpr int kSameStartEditMin = 650;
constexpr int kSoundMin = 800;
constexpr std::size_t kShortWords = 7;  // letters of both
constexpr std::size_t kLettersForWritten = 5;
constexpr int kWrittenMin = 800;
constexpr int kSameSound = 940;
constexpr int kFewSounds = 900;  // equal, but too short to say much
constexpr std::size_t kLettersForTypos = 4;
constexpr int kEditMin = 600;
constexpr int kOtherEnding = 760;
constexpr int kShortFormFits = 900;
constexpr int kOtherFormFits = 850;
constexpr int kServantFits = 860;
constexpr int kBalticFits = 900;
constexpr int kStemMin = 880;  // allows for the vowel of the ending
constexpr int kReversedFits = 850;
constexpr int kShuffledFits = 600;
constexpr std::size_t kLettersForShuffle = 5;
// A name that many bear is rarely a slip in another one.
constexpr int kCommonAlike = 900;
constexpr int kOtherSyllable = 880;   // Xiuying and Cuiying are two names
constexpr int kCommonSoundMin = 945;  // Rodrigues and Rodriguez are one
// Two names of different people with few letters between them.
constexpr int kDifferentNames = 550;

bool HasDigits(const Token& token) { return (token.letters >> 26 & 1U) != 0; }

// More than EditSimilarity can be: each letter that one word lacks costs an edit.
int EditSimilarityMax(const Token& a, const Token& b) {
    const auto longest = static_cast<int>(std::max(a.text.size(), b.text.size()));
    const auto shortest = static_cast<int>(std::min(a.text.size(), b.text.size()));
    const int edits = std::max({std::popcount(a.letters & ~b.letters),
                                std::popcount(b.letters & ~a.letters), longest - shortest});
    return kSame - kSame * edits / longest;
}

// Lucia and Lucio, Maria and Mario: the last vowel makes another person of a short word.
bool DifferInEnding(std::string_view a, std::string_view b) {
    const auto is_vowel = [](char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o'; };
    return a.size() == b.size() && a.size() <= 8 && is_vowel(a.back()) && is_vowel(b.back()) &&
           a.back() != b.back() && a.substr(0, a.size() - 1) == b.substr(0, b.size() - 1);
}

// Without vowels on one side only consonants can be compared; Chinese writes r as l.
WordMatch CompareConsonants(const Token& a, const Token& b, Script script) {
    auto left = a.consonants;
    auto right = b.consonants;
    if (left.size() < 2 || right.size() < 2) return {};
    if (script == Script::kSyllables) {
        std::replace(left.begin(), left.end(), 'r', 'l');
        std::replace(right.begin(), right.end(), 'r', 'l');
    }
    if (left == right) return {left.size() > 2 ? kSameSound : kFewSounds, MatchKind::kConsonants};
    const int alike = SoundSimilarity(left, right) * 95 / 100;
    return alike >= kAnotherWordBelow ? WordMatch{alike, MatchKind::kConsonants} : WordMatch{};
}

// Abd al-Rahman is Rahman to those who leave out that he serves Him.
bool IsServantOf(const Token& longer, const Token& shorter) {
    const auto served = ServedIn(longer.text);
    return !served.empty() && served == shorter.text;
}

// A name with the ending of another language: Sergejs of Latvia, Ivanovas of Lithuania.
bool IsBalticForm(const Token& longer, const Token& shorter) {
    if (longer.text.back() != 's' || longer.text.size() <= 5 || shorter.skeleton.size() <= 2 ||
        longer.skeleton.size() != shorter.skeleton.size() + 1 ||
        longer.skeleton.compare(0, shorter.skeleton.size(), shorter.skeleton) != 0)
        return false;
    const auto stem = std::string_view(longer.spoken).substr(0, longer.spoken.size() - 1);
    return SoundSimilarity(stem, shorter.spoken, kStemMin) >= kStemMin;
}

// Backwards or shuffled, as somebody does who wants to be read by people only.
WordMatch CompareShuffled(const Token& a, const Token& b) {
    if (a.letters != b.letters || a.text.size() != b.text.size() ||
        a.text.size() < kLettersForShuffle)
        return {};
    if (std::equal(a.text.begin(), a.text.end(), b.text.rbegin()))
        return {kReversedFits, MatchKind::kReversed};
    auto left = a.text;
    auto right = b.text;
    std::sort(left.begin(), left.end());
    std::sort(right.begin(), right.end());
    return left == right ? WordMatch{kShuffledFits, MatchKind::kReversed} : WordMatch{};
}

std::string VowelsOf(std::string_view word) {
    std::string vowels;
    for (const char c : word)
        if (std::string_view("aeiou").find(c) != std::string_view::npos) vowels += c;
    return vowels;
}

// Words of two and three letters match by their sound only: Xi and Shi.
WordMatch CompareShort(const Token& a, const Token& b) {
    if (a.text.size() < 2 || b.text.size() < 2 || a.text.size() + b.text.size() > kShortWords ||
        HasDigits(a) || HasDigits(b) || a.skeleton != b.skeleton || a.skeleton.front() == 'a')
        return {};
    const auto vowels = VowelsOf(a.text);
    return !vowels.empty() && vowels == VowelsOf(b.text) ? WordMatch{kFewSounds, MatchKind::kSound}
                                                         : WordMatch{};
}

// A slip in a word that stands for another: the meaning is lost, the letters are near.
WordMatch CompareWritten(const Token& a, const Token& b) {
    if (a.written.empty() && b.written.empty()) return {};
    const auto& left = a.Shown();
    const auto& right = b.Shown();
    if (std::min(left.size(), right.size()) < kLettersForWritten) return {};
    const int edit = EditSimilarity(left, right, kWrittenMin);
    return edit >= kWrittenMin ? WordMatch{edit, MatchKind::kTypo} : WordMatch{};
}

WordMatch CompareLetters(const Token& a, const Token& b) {
    if (EditSimilarityMax(a, b) < kEditMin) return {};
    const int edit = EditSimilarity(a.text, b.text, kEditMin);
    if (edit < kEditMin) return CompareShuffled(a, b);
    const int mixed = (JaroWinkler(a.text, b.text) + 2 * edit) / 3;
    if (DifferInEnding(a.text, b.text)) return {std::min(mixed, kOtherEnding), MatchKind::kTypo};
    // Few consonants say little: then the letters must be close too.
    const int edit_min = a.skeleton.size() >= 4 ? kEditMin : 650;
    if (a.skeleton == b.skeleton && edit >= edit_min)
        return {std::max(mixed, a.skeleton.size() >= 3 ? kSameSound : kFewSounds),
                MatchKind::kSound};
    const bool same_start = a.text.compare(0, kSameStart, b.text, 0, kSameStart) == 0 &&
                            edit >= kSameStartEditMin && mixed >= kSameStartMin;
    return mixed >= kAnotherWordBelow || same_start ? WordMatch{mixed, MatchKind::kTypo}
                                                    : CompareShuffled(a, b);
}

WordMatch CompareSounds(const Token& a, const Token& b) {
    if (HasDigits(a) || HasDigits(b)) return {};
    if (IsBalticForm(a, b) || IsBalticForm(b, a)) return {kBalticFits, MatchKind::kOtherForm};
    const auto longest = std::max(a.spoken.size(), b.spoken.size());
    const auto shortest = std::min(a.spoken.size(), b.spoken.size());
    const int lacking = std::max(std::popcount(a.sounds & ~b.near_sounds),
                                 std::popcount(b.sounds & ~a.near_sounds));
    if (3 * (longest - shortest) > longest ||
        kSame * lacking > (kSame - kSoundMin) * static_cast<int>(longest))
        return {};
    const int alike = SoundSimilarity(a.spoken, b.spoken, kSoundMin);
    return alike >= kSoundMin ? WordMatch{alike * 97 / 100, MatchKind::kSound} : WordMatch{};
}

const WordMatch& Better(const WordMatch& a, const WordMatch& b) {
    return a.similarity >= b.similarity ? a : b;
}

}  // namespace

std::string_view NameOf(MatchKind kind) {
    switch (kind) {
        case MatchKind::kEqual: return "same";
        case MatchKind::kSound: return "sound";
        case MatchKind::kTypo: return "typo";
        case MatchKind::kShortForm: return "short form";
        case MatchKind::kOtherForm: return "other form";
        case MatchKind::kConsonants: return "consonants";
        case MatchKind::kReversed: return "reversed";
        case MatchKind::kInitial: return "initial";
        case MatchKind::kJoined: return "joined";
        case MatchKind::kAcronym: return "acronym";
    }
    return "";
}

WordMatch CompareWords(const Token& a, const Token& b, Script script) {
    if (a.text == b.text) return {kSame, MatchKind::kEqual};
    if (a.kind == TokenKind::kNumber || b.kind == TokenKind::kNumber) return {};
    if (a.kind == TokenKind::kLegalForm || b.kind == TokenKind::kLegalForm) return {};
    if (a.place && b.place) return {};  // countries have names that look alike
    if (script != Script::kVowels) return CompareConsonants(a, b, script);
    WordMatch known;
    const auto kinship = KinshipOf(*a.given_names, *b.given_names);
    if (kinship == GivenNameKinship::kShortForm) known = {kShortFormFits, MatchKind::kShortForm};
    if (kinship == GivenNameKinship::kOtherForm) known = {kOtherFormFits, MatchKind::kOtherForm};
    if (IsServantOf(a, b) || IsServantOf(b, a)) known = {kServantFits, MatchKind::kOtherForm};
    if (std::min(a.text.size(), b.text.size()) < kLettersForTypos)
        return Better(known, CompareShort(a, b));
    if (a.pinyin && b.pinyin) return known;
    auto match = CompareLetters(a, b);
    if (match.similarity < kSameSound) match = Better(match, CompareSounds(a, b));
    if (match.similarity == 0) match = CompareWritten(a, b);
    if (a.common && kinship != GivenNameKinship::kOtherForm && match.similarity > 0 &&
        SoundSimilarity(a.spoken, b.spoken, kCommonSoundMin) < kCommonSoundMin)
        match.similarity = match.similarity * kCommonAlike / kSame;
    if (a.syllables && b.syllables) match.similarity = match.similarity * kOtherSyllable / kSame;
    if (kinship == GivenNameKinship::kDifferent)
        match.similarity = std::min(match.similarity, kDifferentNames);
    return Better(match, known);
}

}  // namespace clearway::compliance
