// SPDX-License-Identifier: Apache-2.0
#include "rules/lua/token.h"

#include <algorithm>
#include <array>

namespace clearway::rules::lua {

namespace {

constexpr std::array<std::string_view, 5> kPairs{"//", "<=", ">=", "==", "~="};
// Read as one, they can be named in the fault; "--" would otherwise pass for two signs.
constexpr std::array<std::string_view, 10> kStrangePairs{"--", "!=", "&&", "||", "<>",
                                                         "..", "::", "<<", ">>", "[["};
constexpr std::string_view kSingles = "+-*/%<>(),";
constexpr std::array<std::string_view, 5> kWords{"and", "or", "not", "true", "false"};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsNamePart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || IsDigit(c) || c == '_';
}

// As Lua reads a numeral: letters that follow belong to it, so that "5x" is no 5.
std::size_t NumeralLength(std::string_view text) {
    std::size_t length = 0;
    while (length < text.size()) {
        const char c = text[length];
        const bool sign = (c == '+' || c == '-') && length > 0 &&
                          (text[length - 1] == 'e' || text[length - 1] == 'E');
        if (!sign && c != '.' && !IsNamePart(c)) break;
        ++length;
    }
    return length;
}

}  // namespace

Token Tokens::Take(TokenKind kind, std::size_t length) {
    const Token token{kind, text_.substr(at_, length), at_ + 1};
    at_ += token.text.size();
    return token;
}

Token Tokens::Next() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    const auto rest = text_.substr(at_);
    if (rest.empty()) return Take(TokenKind::kEnd, 0);
    const auto begins = [&](std::string_view pair) { return rest.starts_with(pair); };
    if (IsDigit(rest[0]) || (rest[0] == '.' && rest.size() > 1 && IsDigit(rest[1])))
        return Take(TokenKind::kNumber, NumeralLength(rest));
    if (IsNamePart(rest[0])) {
        const auto* end = std::ranges::find_if_not(rest, IsNamePart);
        const auto length = static_cast<std::size_t>(end - rest.begin());
        const bool word = std::ranges::find(kWords, rest.substr(0, length)) != kWords.end();
        return Take(word ? TokenKind::kSymbol : TokenKind::kName, length);
    }
    if (std::ranges::any_of(kStrangePairs, begins)) return Take(TokenKind::kStranger, 2);
    if (std::ranges::any_of(kPairs, begins)) return Take(TokenKind::kSymbol, 2);
    if (kSingles.find(rest[0]) != std::string_view::npos) return Take(TokenKind::kSymbol, 1);
    return Take(TokenKind::kStranger, 1);
}

}  // namespace clearway::rules::lua
