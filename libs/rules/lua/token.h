// SPDX-License-Identifier: Apache-2.0
// Cuts the text of a rule into the tokens of Lua that a rule may have.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace clearway::rules::lua {

enum class TokenKind : std::uint8_t {
    kNumber,    // decimal, without sign
    kName,      // also a name that is reserved in Lua, other than the words below
    kSymbol,    // an operator or a mark, or one of and, or, not, true, false
    kStranger,  // nothing that a rule may have: one character, or two where that says more
    kEnd,
};

struct Token {
    TokenKind kind;
    std::string_view text;
    std::size_t column;  // from 1
};

class Tokens {
public:
    // The text must outlive the tokens.
    explicit Tokens(std::string_view text) : text_(text) {}
    Token Next();

private:
    Token Take(TokenKind kind, std::size_t length);

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace clearway::rules::lua
