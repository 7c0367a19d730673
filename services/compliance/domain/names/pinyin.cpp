// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/names/pinyin.h"

#include <algorithm>
#include <array>

namespace clearway::compliance {
namespace {

constexpr auto kFinals = std::to_array<std::string_view>(
    {"a",   "o",  "e",  "ai",  "ei",  "ao",  "ou",  "an",   "en",   "ang", "eng",
     "ong", "i",  "ia", "ie",  "iao", "iu",  "ian", "in",   "iang", "ing", "iong",
     "u",   "ua", "uo", "uai", "ui",  "uan", "un",  "uang", "ue",   "er"});

// What stands before the vowels; "zh" before "z".
std::size_t InitialOf(std::string_view word) {
    constexpr std::string_view kInitials = "bpmfdtnlgkhjqxrzcsyw";
    if (word.starts_with("zh") || word.starts_with("ch") || word.starts_with("sh")) return 2;
    return !word.empty() && kInitials.find(word.front()) != std::string_view::npos ? 1 : 0;
}

// Other languages have words of such syllables too, but rarely with these letters.
bool IsSpelledAsChinese(std::string_view word) {
    constexpr std::string_view kMarks[] = {"ng", "zh", "x", "q", "iao", "uai", "uan"};
    return std::ranges::any_of(
        kMarks, [&](auto mark) { return word.find(mark) != std::string_view::npos; });
}

}  // namespace

bool IsPinyin(std::string_view word) {
    return std::ranges::find(kFinals, word.substr(InitialOf(word))) != kFinals.end();
}

bool ArePinyin(std::string_view word) {
    static constexpr std::size_t kSyllablesMax = 3;
    static constexpr std::size_t kSyllableLettersMax = 6;
    const auto rest = [](const auto& self, std::string_view text, std::size_t syllables) -> bool {
        if (text.empty()) return true;
        for (std::size_t length = 2;
             syllables > 0 && length <= std::min(text.size(), kSyllableLettersMax); ++length)
            if (InitialOf(text) > 0 && IsPinyin(text.substr(0, length)) &&
                self(self, text.substr(length), syllables - 1))
                return true;
        return false;
    };
    return word.size() <= kSyllablesMax * kSyllableLettersMax && IsSpelledAsChinese(word) &&
           rest(rest, word, kSyllablesMax);
}

}  // namespace clearway::compliance
