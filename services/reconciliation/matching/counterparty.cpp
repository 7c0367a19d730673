// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/counterparty.h"

#include <algorithm>
#include <array>
#include <functional>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/reconciliation/matching/likeness.h"

namespace clearway::reconciliation::matching {
namespace {

constexpr std::size_t kCutMin = 12;       // letters that are left of a name that was cut
constexpr std::size_t kBeginningMin = 3;  // letters that are left of a word

// What says how a company is made, and not which one it is; words that stand in many names.
constexpr auto kCommonWords = std::to_array<std::string_view>(
    {"AB",  "AG",    "AND",  "AS",  "BV",   "CO",   "CORP", "DER", "DIE",     "EG",
     "EV",  "FIRMA", "FRAU", "GBR", "GMBH", "HERR", "INC",  "KG",  "LIMITED", "LLC",
     "LTD", "MBH",   "MR",   "MRS", "NV",   "OHG",  "OY",   "PLC", "SA",      "SARL",
     "SAS", "SE",    "SL",   "SPA", "SRL",  "THE",  "UG",   "UND"});

bool IsAscii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Without the common ones, in an order that no bank changes.
std::vector<std::string> WordsOf(std::string_view name) {
    std::vector<std::string> words;
    for (const auto word : std::views::split(name, ' '))
        words.emplace_back(word.begin(), word.end());
    std::erase_if(words, [](const std::string& word) {
        return word.size() < 2 || std::ranges::find(kCommonWords, word) != kCommonWords.end();
    });
    std::ranges::sort(words);
    return words;
}

std::string Compact(std::string_view name) {
    std::string compact(name);
    std::erase(compact, ' ');
    return compact;
}

bool IsCutOf(std::string_view cut, std::string_view whole) {
    return cut.size() >= kCutMin && whole.starts_with(cut);
}

bool CouldBeOneWord(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    return a == b || (a.size() >= kBeginningMin && b.starts_with(a)) || CouldBeMangled(a, b);
}

// Each word of the name answers one: Petersen is not Peter once more.
bool HasAll(std::vector<std::string> name, std::vector<std::string> words) {
    const auto answer = [&](auto is_the_same) {
        std::erase_if(words, [&](const std::string& word) {
            const auto found = std::ranges::find_if(
                name, [&](const std::string& one) { return is_the_same(word, one); });
            if (found == name.end()) return false;
            name.erase(found);
            return true;
        });
    };
    answer(std::equal_to<std::string_view>());
    answer(CouldBeOneWord);
    return words.empty();
}

SameCounterparty CompareNames(std::string_view a, std::string_view b) {
    if (a == b) return SameCounterparty::kByName;
    const auto compact_a = Compact(a);
    const auto compact_b = Compact(b);
    if (compact_a == compact_b || IsCutOf(compact_a, compact_b) || IsCutOf(compact_b, compact_a))
        return SameCounterparty::kByName;
    const auto words_a = WordsOf(a);
    const auto words_b = WordsOf(b);
    if (words_a.empty() || words_b.empty()) return SameCounterparty::kUnknown;
    if (words_a == words_b) return SameCounterparty::kByName;
    const auto& shorter = words_a.size() < words_b.size() ? words_a : words_b;
    const auto& longer = words_a.size() < words_b.size() ? words_b : words_a;
    if (HasAll(longer, shorter))
        return shorter.size() > 1 ? SameCounterparty::kByName : SameCounterparty::kUnknown;
    // Other alphabets are written in several ways.
    return IsAscii(a) && IsAscii(b) ? SameCounterparty::kNo : SameCounterparty::kUnknown;
}

}  // namespace

SameCounterparty CompareCounterparties(const TextPool& texts, const Movement& a,
                                       const Movement& b) {
    if (a.counterparty_account != kNoText && b.counterparty_account != kNoText)
        return a.counterparty_account == b.counterparty_account ? SameCounterparty::kByAccount
                                                                : SameCounterparty::kNo;
    if (a.counterparty_name == kNoText || b.counterparty_name == kNoText)
        return SameCounterparty::kUnknown;
    return CompareNames(texts.At(a.counterparty_name), texts.At(b.counterparty_name));
}

}  // namespace clearway::reconciliation::matching
