// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/amount_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "services/reconciliation/statements/csv_rows.h"
#include "services/reconciliation/statements/side_word.h"

namespace clearway::reconciliation::statements {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Letters that only look different: blanks that do not break, a typographic minus and apostrophe.
constexpr auto kAlike = std::to_array<Pair>({{"\xC2\xA0", " "},
                                             {"\xE2\x80\xAF", " "},
                                             {"\xE2\x80\x89", " "},
                                             {"\xE2\x88\x92", "-"},
                                             {"\xE2\x80\x93", "-"},
                                             {"\xE2\x80\x99", "'"}});
// Signs of currencies, each with one that it may stand for.
constexpr auto kSigns = std::to_array<Pair>({{"\xE2\x82\xAC", "EUR"},
                                             {"\xC2\xA3", "GBP"},
                                             {"$", "USD"},
                                             {"$", "CAD"},
                                             {"$", "AUD"},
                                             {"\xC2\xA5", "JPY"},
                                             {"\xC2\xA5", "CNY"},
                                             {"Fr.", "CHF"},
                                             {"SFr.", "CHF"}});

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsPlain(char c) { return IsDigit(c) || c == '.' || c == ',' || c == '-' || c == '+'; }

std::string WithPlainLetters(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const auto alike = std::ranges::find_if(
            kAlike, [&](const Pair& pair) { return text.starts_with(pair.first); });
        const auto taken = alike == kAlike.end() ? 1 : alike->first.size();
        plain += alike == kAlike.end() ? text.substr(0, 1) : alike->second;
        text.remove_prefix(taken);
    }
    return plain;
}

// Before or behind the number; false: there is no such word.
bool TakeOff(std::string_view word, std::string_view& text) {
    if (text.starts_with(word))
        text.remove_prefix(word.size());
    else if (text.ends_with(word))
        text.remove_suffix(word.size());
    else
        return false;
    text = Trimmed(text);
    return true;
}

void TakeOffCurrency(std::string_view currency, std::string_view& text) {
    if (TakeOff(currency, text)) return;
    for (const auto& [sign, code] : kSigns)
        if (code == currency && TakeOff(sign, text)) return;
}

// "(12.00)": below zero.
bool TakeBrackets(std::string_view& text) {
    if (!text.starts_with('(') || !text.ends_with(')')) return false;
    text = Trimmed(text.substr(1, text.size() - 2));
    return true;
}

// "12.00 DR": the side, and the text without it.
std::optional<int> TakeSide(std::string_view& text) {
    const auto blank = text.rfind(' ');
    if (blank == std::string_view::npos || blank + 1 == text.size() || !IsDigit(text.front()))
        return std::nullopt;
    const auto side = IsPlain(text.back()) ? std::nullopt : SideOf(text.substr(blank + 1));
    if (side) text = Trimmed(text.substr(0, blank));
    return side;
}

// Blanks and apostrophes between thousands; nullopt: one stands elsewhere.
std::optional<std::string> WithoutThousands(std::string_view text) {
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != ' ' && text[i] != '\'') {
            digits += text[i];
            continue;
        }
        auto end = i + 1;
        while (end < text.size() && IsDigit(text[end])) ++end;
        if (i == 0 || !IsDigit(text[i - 1]) || end - i != 4) return std::nullopt;
    }
    return digits;
}

}  // namespace

std::string_view PlainAmount(std::string_view text, std::string_view currency, std::string& room) {
    if (std::ranges::all_of(text, IsPlain)) return text;
    const auto letters = WithPlainLetters(text);
    auto rest = Trimmed(letters);
    TakeOffCurrency(currency, rest);
    const bool is_negative = TakeBrackets(rest) || TakeSide(rest) == -1;
    TakeOffCurrency(currency, rest);
    std::string sign(is_negative ? "-" : "");
    if (sign.empty() && (rest.starts_with('-') || rest.starts_with('+'))) {
        sign = rest.front();
        rest = Trimmed(rest.substr(1));
        TakeOffCurrency(currency, rest);
    }
    const auto digits = WithoutThousands(rest);
    if (!digits) return text;
    room = sign + *digits;
    return room;
}

std::optional<int> SideBehind(std::string_view text, std::string_view currency) {
    if (std::ranges::all_of(text, IsPlain)) return std::nullopt;
    const auto letters = WithPlainLetters(text);
    auto rest = Trimmed(letters);
    TakeOffCurrency(currency, rest);
    return TakeSide(rest);
}

}  // namespace clearway::reconciliation::statements
