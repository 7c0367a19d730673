// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.h"

#include <gtest/gtest.h>

#include <vector>

namespace clearway::cli {
namespace {

Arguments Read(const std::vector<std::string>& words) {
    return ReadArguments(words, {"--in", "--many"}, {"--json"});
}

TEST(Arguments, AreReadInAnyOrder) {
    const auto read = Read({"--json", "--in", "a.csv"});
    EXPECT_TRUE(read.fault.empty());
    EXPECT_TRUE(read.Has("--json"));
    EXPECT_EQ(read.Text("--in"), "a.csv");
    EXPECT_EQ(read.Text("--many", "7"), "7");
    EXPECT_FALSE(read.help);
    EXPECT_TRUE(Read({"-h"}).help);
}

TEST(Arguments, ThatAreNotUnderstoodAreNamed) {
    EXPECT_EQ(Read({"--out", "x"}).fault, "'--out' is not understood");
    EXPECT_EQ(Read({"--in"}).fault, "--in needs a value");
    EXPECT_EQ(Read({"--in", "a", "--in", "b"}).fault, "--in is there twice");
}

TEST(Arguments, HoldNumbersBetweenBounds) {
    EXPECT_EQ(Read({}).Number("--many", 3, 0, 9), 3);
    EXPECT_EQ(Read({"--many", "9"}).Number("--many", 3, 0, 9), 9);
    EXPECT_FALSE(Read({"--many", "10"}).Number("--many", 3, 0, 9));
    EXPECT_FALSE(Read({"--many", "1x"}).Number("--many", 3, 0, 9));
}

TEST(Arguments, MayBeSaidSeveralTimesWhereThatMeansSomething) {
    const std::vector<std::string> words = {"--list", "a:1", "--json", "--list", "b:2"};
    const auto read = ReadArguments(words, {}, {"--json"}, {"--list"});
    EXPECT_TRUE(read.fault.empty());
    EXPECT_EQ(read.All("--list"), (std::vector<std::string>{"a:1", "b:2"}));
    EXPECT_TRUE(Read({}).All("--list").empty());
}

}  // namespace
}  // namespace clearway::cli
