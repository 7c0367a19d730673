// SPDX-License-Identifier: Apache-2.0
#include "rules/lua/expression.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "rules/lua/helpers.h"
#include "rules/lua/token.h"

namespace clearway::rules::lua {

namespace {

// Bounds the recursion here and, with the length of a rule, that of Lua's own parser.
constexpr int kDepthMax = 40;

// What is written instead of what analysts bring along from elsewhere.
struct Hint {
    std::string_view text;
    std::string_view instead;
};
constexpr std::array<Hint, 9> kHints{{{"!=", "write ~="},
                                      {"<>", "write ~="},
                                      {"=", "write == to compare"},
                                      {"&&", "write and"},
                                      {"||", "write or"},
                                      {"!", "write not"},
                                      {"nil", "write is_missing(...)"},
                                      {"^", "write a product"},
                                      {"--", "a rule has no comments; write - (-x)"}}};
constexpr std::array<std::string_view, 17> kReserved{
    "break", "do",    "else", "elseif", "end",    "for",  "function", "goto", "if",
    "in",    "local", "nil",  "repeat", "return", "then", "until",    "while"};

// A part of the rule: its Lua and what it yields.
struct Piece {
    std::string lua;
    Type type = Type::kNumber;
};

std::string_view Words(Type type) { return type == Type::kNumber ? "a number" : "a condition"; }

// Recursive descent in the precedence of Lua. The first fault ends the reading: from there on the
// token at hand is the end, which no part accepts.
class Reader {
public:
    Reader(std::string_view when, std::span<const std::string> names)
        : tokens_(when), names_(names), token_(tokens_.Next()) {}

    Expression Read() {
        const auto start = token_;
        const auto rule = Either();
        if (token_.kind != TokenKind::kEnd) Unexpected();
        Expect(rule, Type::kCondition, start);
        if (!fault_.empty()) return {.chunk = {}, .used = {}, .fault = fault_};
        return {.chunk = Chunk(rule.lua), .used = used_, .fault = {}};
    }

private:
    Piece Either() { return Logic("or", &Reader::Both); }
    Piece Both() { return Logic("and", &Reader::Comparison); }
    Piece Logic(std::string_view word, Piece (Reader::*part)()) {
        auto start = token_;
        auto left = (this->*part)();
        while (Is(word)) {
            Expect(left, Type::kCondition, start);
            Advance();
            start = token_;
            const auto right = (this->*part)();
            Expect(right, Type::kCondition, start);
            left.lua += " " + std::string(word) + " " + right.lua;
        }
        return left;
    }

    Piece Comparison() {
        static constexpr std::array<std::string_view, 6> kOperators{"<",  "<=", ">",
                                                                    ">=", "==", "~="};
        const auto start = token_;
        auto left = Sum();
        while (const auto* op = OneOf(kOperators)) {
            Expect(left, Type::kNumber, start);
            const auto right = Operand(&Reader::Sum);
            const auto* helper = HelperFor(*op);
            left.lua = helper != nullptr ? Call(*helper, left.lua + ", " + right.lua)
                                         : left.lua + " " + std::string(*op) + " " + right.lua;
            left.type = Type::kCondition;
        }
        return left;
    }

    Piece Sum() {
        static constexpr std::array<std::string_view, 2> kOperators{"+", "-"};
        return Arithmetic(kOperators, &Reader::Product);
    }
    Piece Product() {
        static constexpr std::array<std::string_view, 4> kOperators{"*", "/", "//", "%"};
        return Arithmetic(kOperators, &Reader::Unary);
    }
    Piece Arithmetic(std::span<const std::string_view> operators, Piece (Reader::*part)()) {
        const auto start = token_;
        auto left = (this->*part)();
        while (const auto* op = OneOf(operators)) {
            Expect(left, Type::kNumber, start);
            left.lua = Call(*HelperFor(*op), left.lua + ", " + Operand(part).lua);
        }
        return left;
    }

    // The operator at hand, and a number after it.
    Piece Operand(Piece (Reader::*part)()) {
        Advance();
        const auto start = token_;
        auto operand = (this->*part)();
        Expect(operand, Type::kNumber, start);
        return operand;
    }

    Piece Unary() {
        const auto at = token_;
        if (!Is("not") && !Is("-")) return Primary();
        const bool negation = Is("not");
        Advance();
        const auto start = token_;
        const Piece operand = Deeper(at, &Reader::Unary);
        Expect(operand, negation ? Type::kCondition : Type::kNumber, start);
        // In parentheses: two signs in a row would begin a comment.
        return {negation ? "not " + operand.lua : "(-" + operand.lua + ")", operand.type};
    }

    Piece Primary() {
        const auto at = token_;
        if (at.kind == TokenKind::kNumber) return Number();
        if (at.kind == TokenKind::kName) return NameOrCall();
        if (Is("true") || Is("false")) {
            Advance();
            return {std::string(at.text), Type::kCondition};
        }
        if (!Is("(")) {
            Unexpected();
            return {};
        }
        Advance();
        const auto inner = Deeper(at, &Reader::Either);
        Require(")");
        return {"(" + inner.lua + ")", inner.type};
    }

    // As a float whatever its form: Lua's integers wrap around.
    Piece Number() {
        double value = 0;
        const auto* const end = token_.text.data() + token_.text.size();
        const auto [read_to, error] = std::from_chars(token_.text.data(), end, value);
        if (error != std::errc() || read_to != end) {
            Fault(token_, Quoted(token_) + " is no decimal number, or too large a one");
            return {};
        }
        Advance();
        std::array<char, 32> digits{};
        const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), value);
        std::string lua(digits.data(), written.ptr);
        if (lua.find_first_of(".e") == std::string::npos) lua += ".0";
        return {std::move(lua), Type::kNumber};
    }

    Piece NameOrCall() {
        const auto name = token_;
        const auto* helper = HelperNamed(name.text);
        if (std::ranges::find(kReserved, name.text) != kReserved.end()) {
            Unexpected();
            return {};
        }
        Advance();
        if (Is("(") || helper != nullptr) return Arguments(name, helper);
        const auto known = std::ranges::find(names_, name.text);
        if (known == names_.end()) {
            Fault(name, "unknown name " + Quoted(name));
            return {};
        }
        return {Parameter(static_cast<std::size_t>(known - names_.begin())), Type::kNumber};
    }

    Piece Arguments(const Token& name, const Helper* helper) {
        if (helper == nullptr) {
            Fault(name, "unknown function " + Quoted(name));
            return {};
        }
        Require("(");
        std::string arguments;
        int count = 0;
        do {
            if (count > 0) Advance();
            const auto start = token_;
            const auto argument = Deeper(name, &Reader::Either);
            Expect(argument, Type::kNumber, start);
            arguments += (count++ > 0 ? ", " : "") + argument.lua;
        } while (Is(","));
        Require(")");
        if (count < helper->arguments_min || count > helper->arguments_max)
            Fault(name,
                  Quoted(name) + " takes " + CountOf(*helper) + ", not " + std::to_string(count));
        return {Call(*helper, arguments), helper->result};
    }

    static std::string CountOf(const Helper& helper) {
        if (helper.arguments_min < helper.arguments_max)
            return std::to_string(helper.arguments_min) + " to " +
                   std::to_string(helper.arguments_max) + " values";
        return std::to_string(helper.arguments_min) +
               (helper.arguments_min == 1 ? " value" : " values");
    }

    Piece Deeper(const Token& at, Piece (Reader::*part)()) {
        if (depth_ == kDepthMax) {
            Fault(at, "too many levels of parentheses and signs");
            return {};
        }
        ++depth_;
        auto piece = (this->*part)();
        --depth_;
        return piece;
    }

    std::string Parameter(std::size_t position) {
        const auto known = std::ranges::find(used_, position);
        const auto index = static_cast<std::size_t>(known - used_.begin());
        if (known == used_.end()) used_.push_back(position);
        return "v" + std::to_string(index);
    }

    static std::string Call(const Helper& helper, const std::string& arguments) {
        return std::string(helper.name) + "(" + arguments + ")";
    }

    // All names in it are ours: the helpers and v0, v1 ...
    std::string Chunk(const std::string& rule) const {
        std::string helpers, parameters;
        for (const auto& helper : Helpers())
            helpers += (helpers.empty() ? "" : ", ") + std::string(helper.name);
        for (std::size_t i = 0; i < used_.size(); ++i)
            parameters += (i > 0 ? ", v" : "v") + std::to_string(i);
        return "local " + helpers + " = ... return function(" + parameters + ") return " + rule +
               " end";
    }

    bool Is(std::string_view symbol) const {
        return token_.kind == TokenKind::kSymbol && token_.text == symbol;
    }
    const std::string_view* OneOf(std::span<const std::string_view> symbols) const {
        const auto found = std::ranges::find_if(symbols, [&](auto symbol) { return Is(symbol); });
        return found == symbols.end() ? nullptr : &*found;
    }
    void Advance() {
        if (fault_.empty()) token_ = tokens_.Next();
    }
    void Require(std::string_view symbol) {
        if (Is(symbol)) return Advance();
        Fault(token_, "'" + std::string(symbol) + "' belongs here, not " + Quoted(token_));
    }

    void Expect(const Piece& piece, Type type, const Token& start) {
        if (piece.type == type) return;
        Fault(start, "this is " + std::string(Words(piece.type)) + ", and " +
                         std::string(Words(type)) + " belongs here" +
                         (type == Type::kCondition ? ": compare it" : ""));
    }
    void Unexpected() {
        const auto* hint = std::ranges::find(kHints, token_.text, &Hint::text);
        Fault(token_, Quoted(token_) + " does not belong here" +
                          (hint == kHints.end() ? "" : ": " + std::string(hint->instead)));
    }
    void Fault(const Token& token, const std::string& what) {
        if (!fault_.empty()) return;
        fault_ = "column " + std::to_string(token.column) + ": " + what;
        token_ = {TokenKind::kEnd, {}, token.column};
    }
    static std::string Quoted(const Token& token) {
        return token.kind == TokenKind::kEnd ? "the end of the rule"
                                             : "'" + std::string(token.text) + "'";
    }

    Tokens tokens_;
    std::span<const std::string> names_;
    Token token_;
    int depth_ = 0;
    std::vector<std::size_t> used_;
    std::string fault_;
};

}  // namespace

Expression ReadExpression(std::string_view when, std::span<const std::string> names) {
    return Reader(when, names).Read();
}

}  // namespace clearway::rules::lua
