// SPDX-License-Identifier: Apache-2.0
#include "rules/lua/machine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <new>

namespace clearway::rules::lua {
namespace {

using ::testing::HasSubstr;

// What a function of the given body answers, without arguments.
Answer RunBody(Machine& machine, const std::string& body) {
    const auto loaded = machine.Load("return function() " + body + " end");
    EXPECT_EQ(loaded.fault, "") << body;
    return machine.Call(loaded.function, {});
}

TEST(Machine, AnswersWithTheFunctionsResult) {
    Machine machine;
    const auto above = machine.Load("return function(a, b) return a > b end");
    const auto below = machine.Load("return function(a, b) return a < b end");
    const std::array<double, 2> row{3, 2};
    EXPECT_EQ(machine.Call(above.function, row), Answer::kYes);
    EXPECT_EQ(machine.Call(below.function, row), Answer::kNo);
    EXPECT_EQ(machine.Call(above.function, row), Answer::kYes);
}

TEST(Machine, RefusesWhatDoesNotLoad) {
    Machine machine;
    EXPECT_THAT(machine.Load("return function(").fault, HasSubstr("rule:1:"));
    EXPECT_EQ(machine.Load("return 5").fault, "the chunk returns no function");
    EXPECT_THAT(machine.Load("error('x')").fault, HasSubstr("nil value (global 'error')"));
    EXPECT_THAT(machine.Load("\x1bLua").fault, HasSubstr("binary"));
    EXPECT_THAT(machine.Load("while true do end").fault, HasSubstr("limit of instructions"));
    EXPECT_EQ(RunBody(machine, "return true"), Answer::kYes);
}

TEST(Machine, HasNoLibrary) {
    Machine machine;
    for (const auto* name : {"print", "load", "require", "pcall", "os", "io", "string", "math",
                             "debug", "collectgarbage", "setmetatable", "rawset"}) {
        EXPECT_EQ(RunBody(machine, std::string("return ") + name + " == nil"), Answer::kYes)
            << name;
    }
    EXPECT_EQ(RunBody(machine, "return ('x'):rep(2) == 'xx'"), Answer::kFailed);
}

TEST(Machine, StopsWhatDoesNotEnd) {
    Machine machine;
    for (const auto* body :
         {"while true do end", "repeat until false", "::a:: goto a",
          "local function f() return f() end return f()", "for i = 1, 1e9 do end return true"}) {
        EXPECT_EQ(RunBody(machine, body), Answer::kFailed) << body;
        EXPECT_EQ(machine.Failure(), "does not end within the limit of instructions") << body;
    }
    EXPECT_EQ(RunBody(machine, "return true"), Answer::kYes);
}

TEST(Machine, CountsTheInstructionsOfEachCallAnew) {
    Machine machine({.instructions_max = 1000});
    const auto half = machine.Load("return function() for i = 1, 500 do end return true end");
    for (int i = 0; i < 10; ++i) EXPECT_EQ(machine.Call(half.function, {}), Answer::kYes) << i;
}

TEST(Machine, StopsWhatTakesTooMuchMemoryAndGoesOn) {
    Machine machine({.bytes_max = 256 * 1024});
    EXPECT_EQ(RunBody(machine, "local s = 'x' while true do s = s .. s end"), Answer::kFailed);
    EXPECT_EQ(machine.Failure(), "not enough memory");
    EXPECT_LE(machine.Memory().bytes, machine.Memory().bytes_max);
    EXPECT_EQ(RunBody(machine, "return true"), Answer::kYes);
}

TEST(Machine, FailsToLoadMoreThanItHolds) {
    Machine machine({.bytes_max = 64 * 1024});
    std::string fault;
    for (int i = 0; i < 1000 && fault.empty(); ++i)
        fault = machine.Load("return function() return " + std::to_string(i) + " > 1 end").fault;
    EXPECT_EQ(fault, "not enough memory");
    EXPECT_THROW(Machine({.bytes_max = 100}), std::bad_alloc);
}

TEST(Machine, StopsEndlessDepthByItsMemory) {
    Machine machine({.instructions_max = 10'000'000});
    EXPECT_EQ(RunBody(machine, "local function f() return 1 + f() end return f()"),
              Answer::kFailed);
    EXPECT_EQ(machine.Failure(), "not enough memory");
    EXPECT_EQ(RunBody(machine, "return true"), Answer::kYes);
}

TEST(Machine, FailsOnAResultThatIsNotBoolean) {
    Machine machine;
    for (const auto* body : {"return 1", "return nil", "return 'true'", "return {}", ""}) {
        EXPECT_EQ(RunBody(machine, body), Answer::kFailed) << body;
        EXPECT_EQ(machine.Failure(), "the result is neither true nor false") << body;
    }
}

TEST(Machine, FailsOnAnInfiniteArgument) {
    Machine machine;
    const auto loaded = machine.Load("return function(a) return a > 5 end");
    const std::array<double, 1> row{-std::numeric_limits<double>::infinity()};
    EXPECT_EQ(machine.Call(loaded.function, row), Answer::kFailed);
    EXPECT_EQ(machine.Failure(), "a value is infinite");
}

TEST(Machine, AllocatesNothingForACallThatSucceeds) {
    Machine machine;
    const auto loaded = machine.Load(
        "local min, max = ... return function(a, b) return max(a, b) * 2 > min(a, b) end");
    const std::array<double, 2> row{1, 2};
    ASSERT_EQ(machine.Call(loaded.function, row), Answer::kYes);
    const auto before = machine.Memory().allocations;
    for (int i = 0; i < 1000; ++i) machine.Call(loaded.function, row);
    EXPECT_EQ(machine.Memory().allocations, before);
}

TEST(Machine, KeepsNoMemoryOfFailures) {
    Machine machine;
    const auto loaded = machine.Load("return function() return {} .. 'x' end");
    for (int i = 0; i < 100'000; ++i) ASSERT_EQ(machine.Call(loaded.function, {}), Answer::kFailed);
    EXPECT_LT(machine.Memory().bytes, machine.Memory().bytes_max / 2);
}

}  // namespace
}  // namespace clearway::rules::lua
