// SPDX-License-Identifier: Apache-2.0
#include "rules/lua/expression.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <random>

#include "rules/lua/machine.h"

namespace clearway::rules::lua {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

const std::vector<std::string> kNames{"zero", "one", "seven", "big", "missing"};
constexpr std::array<double, 5> kRow{0, 1, 7, 1e300, kMissing};

// "yes", "no", the fault, or why it failed on kRow.
std::string Say(const std::string& when) {
    const auto expression = ReadExpression(when, kNames);
    if (!expression.fault.empty()) return expression.fault;
    Machine machine;
    const auto loaded = machine.Load(expression.chunk);
    if (!loaded.fault.empty()) return loaded.fault;
    std::vector<double> arguments;
    for (const auto position : expression.used) arguments.push_back(kRow[position]);
    switch (machine.Call(loaded.function, arguments)) {
        case Answer::kNo: return "no";
        case Answer::kYes: return "yes";
        case Answer::kFailed: return machine.Failure();
    }
    return "";
}

struct Row {
    std::string when;
    std::string said;
};

void Check(std::span<const Row> rows) {
    for (const auto& row : rows) EXPECT_EQ(Say(row.when), row.said) << row.when;
}

TEST(Expression, ComparesAndComputesAsLua) {
    const Row rows[] = {
        {"seven > 6", "yes"},
        {"seven >= 7.0", "yes"},
        {"seven < 7", "no"},
        {"seven == 7e0", "yes"},
        {"seven ~= 7", "no"},
        {"seven ~= 6", "yes"},
        {"true", "yes"},
        {"not true", "no"},
        {"1 + 2 * 3 == seven", "yes"},
        {"(1 + 2) * 3 == 9", "yes"},
        {"10 - 2 - 1 == seven", "yes"},
        {"seven / 2 == 3.5", "yes"},
        {"seven // 2 == 3", "yes"},
        {"-seven // 2 == -4", "yes"},
        {"seven % 4 == 3", "yes"},
        {"-seven % 4 == 1", "yes"},
        {"seven % -4 == -1", "yes"},
        {"- -seven == 7", "yes"},
        {"-(-seven) == 7", "yes"},
        {".5 + 5. == 5.5", "yes"},
        {"1 == 1 or zero == 1 and zero == 1", "yes"},
        {"(1 == 1 or zero == 1) and zero == 1", "no"},
        {"not (zero == 1) and one == 1", "yes"},
        {"not not (one == 1)", "yes"},
        {"9223372036854775807 + 1 > 0", "yes"},
        {"0.1 + 0.2 > 0.3", "yes"},
    };
    Check(rows);
}

TEST(Expression, HasTheDocumentedHelpers) {
    const Row rows[] = {
        {"min(seven, 3) == 3 and min(5, 4, 3, 6) == 3", "yes"},
        {"max(seven, 3) == 7 and max(1, 9, 2) == 9", "yes"},
        {"abs(-seven) == 7 and abs(seven) == 7", "yes"},
        {"floor(7.9) == 7 and floor(-7.1) == -8", "yes"},
        {"between(seven, 7, 8) and between(seven, 6, 7)", "yes"},
        {"between(seven, 8, 9) or between(seven, 5, 6)", "no"},
        {"is_missing(missing) and not is_missing(seven)", "yes"},
        {"has(seven) and not has(missing)", "yes"},
        {"max(seven, min(9, one + 1)) == 7", "yes"},
    };
    Check(rows);
}

TEST(Expression, NeverFiresOnAComparisonWithAMissingValue) {
    for (const auto* op : {"<", "<=", ">", ">=", "==", "~="}) {
        EXPECT_EQ(Say(std::string("missing ") + op + " 5"), "no") << op;
        EXPECT_EQ(Say(std::string("5 ") + op + " missing"), "no") << op;
        EXPECT_EQ(Say(std::string("missing ") + op + " missing"), "no") << op;
        EXPECT_EQ(Say(std::string("missing * 2 + 1 ") + op + " 5"), "no") << op;
    }
    const Row rows[] = {
        {"between(missing, 0, 1e9) or between(5, missing, 9) or between(5, 1, missing)", "no"},
        {"is_missing(seven / missing) and is_missing(missing % 2)", "yes"},
        {"is_missing(min(missing, 1)) and is_missing(max(1, missing, 3))", "yes"},
        {"is_missing(abs(missing)) and is_missing(floor(missing)) and is_missing(-missing)", "yes"},
        {"not (missing > 5)", "yes"},
    };
    Check(rows);
}

TEST(Expression, FailsWhereANumberIsNotFinite) {
    const Row rows[] = {
        {"seven / zero > 5", "division by zero"},
        {"seven / zero < 5", "division by zero"},
        {"zero / zero == zero", "division by zero"},
        {"seven // 0 > 5", "division by zero"},
        {"seven % zero == 0", "division by zero"},
        {"1 / (1 / zero) == 0", "division by zero"},
        {"missing / zero > 5", "division by zero"},
        {"big * big > 5", "a number is too large"},
        {"big * 1e9 + 0 > 5", "a number is too large"},
        {"-big * big - big * big > 0", "a number is too large"},
        {"1 / 1e-320 > 5", "a number is too large"},
        {"zero ~= 0 and seven / zero > 5", "no"},
        {"one == 1 or seven / zero > 5", "yes"},
    };
    Check(rows);
}

TEST(Expression, TellsWhatDoesNotParseAndWhere) {
    const Row rows[] = {
        {"", "column 1: the end of the rule does not belong here"},
        {"   ", "column 4: the end of the rule does not belong here"},
        {"seven >", "column 8: the end of the rule does not belong here"},
        {"seven > > 5", "column 9: '>' does not belong here"},
        {"(seven > 5", "column 11: ')' belongs here, not the end of the rule"},
        {"seven > 5)", "column 10: ')' does not belong here"},
        {"seven > 5 one", "column 11: 'one' does not belong here"},
        {"seven = 5", "column 7: '=' does not belong here: write == to compare"},
        {"seven != 5", "column 7: '!=' does not belong here: write ~="},
        {"one == 1 && seven == 7", "column 10: '&&' does not belong here: write and"},
        {"one == 1 || seven == 7", "column 10: '||' does not belong here: write or"},
        {"!(one == 1)", "column 1: '!' does not belong here: write not"},
        {"seven --5 > 1",
         "column 7: '--' does not belong here: a rule has no comments; write - (-x)"},
        {"seven == nil", "column 10: 'nil' does not belong here: write is_missing(...)"},
        {"seven ^ 2 > 5", "column 7: '^' does not belong here: write a product"},
        {"seven > 5x", "column 9: '5x' is no decimal number, or too large a one"},
        {"seven > 0x10", "column 9: '0x10' is no decimal number, or too large a one"},
        {"seven > 1..2", "column 9: '1..2' is no decimal number, or too large a one"},
        {"seven > 1e999", "column 9: '1e999' is no decimal number, or too large a one"},
        {"seven .. one == 5", "column 7: '..' does not belong here"},
        {"one == '1'", "column 8: ''' does not belong here"},
        {"one == \"1\"", "column 8: '\"' does not belong here"},
        {"one == [[1]]", "column 8: '[[' does not belong here"},
        {"seven > 5;", "column 10: ';' does not belong here"},
        {"{} == {}", "column 1: '{' does not belong here"},
        {"#seven > 5", "column 1: '#' does not belong here"},
        {"seven.x > 5", "column 6: '.' does not belong here"},
        {"... == 5", "column 1: '..' does not belong here"},
    };
    Check(rows);
}

TEST(Expression, RefusesStatementsAndFunctions) {
    for (const auto* word :
         {"function", "while", "for", "repeat", "goto", "if", "local", "return"}) {
        EXPECT_EQ(Say(word + std::string(" x")),
                  "column 1: '" + std::string(word) + "' does not belong here");
        EXPECT_EQ(Say("one == " + std::string(word)),
                  "column 8: '" + std::string(word) + "' does not belong here");
    }
    EXPECT_EQ(Say("(function() while true do end end)()"),
              "column 2: 'function' does not belong here");
    EXPECT_EQ(Say("one == 1 end while true do end"), "column 10: 'end' does not belong here");
}

TEST(Expression, RefusesNamesItDoesNotKnow) {
    const Row rows[] = {
        {"sevn > 5", "column 1: unknown name 'sevn'"},
        {"one == 1 or sevn > 5", "column 13: unknown name 'sevn'"},
        {"Seven > 5", "column 1: unknown name 'Seven'"},
        {"_ENV > 5", "column 1: unknown name '_ENV'"},
        {"v0 > 5", "column 1: unknown name 'v0'"},
        {"print(5)", "column 1: unknown function 'print'"},
        {"divide(5, 0) > 1", "column 1: unknown function 'divide'"},
        {"seven(5) > 1", "column 1: unknown function 'seven'"},
        {"min > 1", "column 5: '(' belongs here, not '>'"},
        {"abs(1)(2) > 1", "column 7: '(' does not belong here"},
    };
    Check(rows);
}

TEST(Expression, RefusesANumberWhereAConditionBelongsAndTheReverse) {
    const Row rows[] = {
        {"seven", "column 1: this is a number, and a condition belongs here: compare it"},
        {"seven + 1", "column 1: this is a number, and a condition belongs here: compare it"},
        {"one and seven > 5",
         "column 1: this is a number, and a condition belongs here: compare it"},
        {"seven > 5 and one",
         "column 15: this is a number, and a condition belongs here: compare it"},
        {"one == 1 or 5", "column 13: this is a number, and a condition belongs here: compare it"},
        {"not one", "column 5: this is a number, and a condition belongs here: compare it"},
        {"not one == 1", "column 5: this is a number, and a condition belongs here: compare it"},
        {"1 < seven < 9", "column 1: this is a condition, and a number belongs here"},
        {"one == true", "column 8: this is a condition, and a number belongs here"},
        {"(one == 1) + 1 > 1", "column 1: this is a condition, and a number belongs here"},
        {"1 + (one == 1) > 1", "column 5: this is a condition, and a number belongs here"},
        {"-(one == 1)", "column 2: this is a condition, and a number belongs here"},
        {"min(1, one == 1) > 0", "column 8: this is a condition, and a number belongs here"},
        {"has(seven) == 1", "column 1: this is a condition, and a number belongs here"},
    };
    Check(rows);
}

TEST(Expression, RefusesAWrongNumberOfValues) {
    const Row rows[] = {
        {"abs(1, 2) > 0", "column 1: 'abs' takes 1 value, not 2"},
        {"between(1, 2)", "column 1: 'between' takes 3 values, not 2"},
        {"min(1) > 0", "column 1: 'min' takes 2 to 8 values, not 1"},
        {"min(1,2,3,4,5,6,7,8,9) > 0", "column 1: 'min' takes 2 to 8 values, not 9"},
        {"abs() > 0", "column 5: ')' does not belong here"},
        {"abs(1,) > 0", "column 7: ')' does not belong here"},
    };
    Check(rows);
}

TEST(Expression, RefusesWhatIsNestedTooDeeply) {
    const auto nested = [](std::size_t levels) {
        return std::string(levels, '(') + "one == 1" + std::string(levels, ')');
    };
    EXPECT_EQ(Say(nested(40)), "yes");
    EXPECT_EQ(Say(nested(41)), "column 41: too many levels of parentheses and signs");
    std::string negations;
    for (int i = 0; i < 300; ++i) negations += "not ";
    EXPECT_THAT(Say(negations + "true"), ::testing::HasSubstr("too many levels"));
    std::string sum = "0";
    for (int i = 0; i < 490; ++i) sum += "+1";
    EXPECT_THAT(Say(sum + " > 5"), ::testing::HasSubstr("overflow"));
}

// Random rules, grown from the grammar without regard to types.
class Growth {
public:
    explicit Growth(unsigned seed) : random_(seed) {}

    std::string Grow(int depth) {
        const auto inner = [&] { return Grow(depth - 1); };
        switch (Below(depth > 0 ? 9 : 3)) {
            case 0: return kNames[Below(3)];
            case 1: return std::to_string(Below(12));
            case 2: return Below(2) == 0 ? "true" : kNames[Below(3)];
            case 3: return "(" + inner() + ")";
            case 4: return "not " + inner();
            case 5: return "- " + inner();
            default: return inner() + " " + kOperators[Below(kOperators.size())] + " " + inner();
        }
    }

private:
    std::size_t Below(std::size_t end) { return random_() % end; }

    static constexpr std::array<const char*, 16> kOperators{
        "or", "and", "or", "and", "<", "<=", ">", ">=", "==", "~=", "+", "*", "//", "-", "/", "%"};
    std::mt19937 random_;
};

// Precedence and results are Lua's: each rule that is accepted and does not fail answers as the
// same text does as plain Lua.
TEST(Expression, MeansWhatItMeansInLua) {
    Growth growth(54);
    int answered = 0;
    for (int i = 0; i < 20'000; ++i) {
        const auto when = growth.Grow(1 + i % 5);
        const auto said = Say(when);
        if (said != "yes" && said != "no") continue;
        ++answered;
        Machine machine;
        const auto plain =
            machine.Load("return function(zero, one, seven) return " + when + " end");
        ASSERT_EQ(plain.fault, "") << when;
        const auto answer = machine.Call(plain.function, std::span(kRow).first(3));
        ASSERT_EQ(answer, said == "yes" ? Answer::kYes : Answer::kNo) << when;
    }
    EXPECT_GT(answered, 1'000);
}

TEST(Expression, PassesOnlyTheNamesThatARuleUses) {
    const auto expression = ReadExpression("missing > 5 or one == 1 or missing < one", kNames);
    EXPECT_THAT(expression.used, ::testing::ElementsAre(4U, 1U));
}

}  // namespace
}  // namespace clearway::rules::lua
