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

}  // namespace

bool IsPinyin(std::string_view word) {
    return std::ranges::find(kFinals, word.substr(InitialOf(word))) != kFinals.end();
}

}  // namespace clearway::compliance
