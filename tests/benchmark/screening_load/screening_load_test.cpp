// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <stdexcept>

#include "tests/benchmark/screening_load/names.h"
#include "tests/benchmark/screening_load/options.h"

namespace clearway::screening_load {
namespace {

TEST(Names, ANameComesAgainOnlyAfterAllOthers) {
    const Names names(0);
    EXPECT_EQ(names.Count(), 15ULL * 15 * 15 * 15 * 15);
    std::set<std::string> seen;
    for (std::uint64_t i = 0; i < 100'000; ++i) seen.insert(names.At(i));
    // A first name stands in the stock of two countries now and then.
    EXPECT_GT(seen.size(), 99'500U);
    EXPECT_EQ(names.At(names.Count()), names.At(0));
}

TEST(Names, OneRunHasOtherNamesThanTheNext) { EXPECT_NE(Names(1).At(0), Names(2).At(0)); }

TEST(Options, WhatIsMissingOrWrongIsRefused) {
    const std::array<const char*, 11> whole{"--address", "h:1", "--ca",   "a", "--cert", "b",
                                            "--key",     "c",   "--rate", "7", "--known"};
    EXPECT_EQ(ParseOptions(whole).pace.rate, 7);
    EXPECT_TRUE(ParseOptions(whole).known);
    EXPECT_THROW(ParseOptions(std::span(whole).first(6)), std::invalid_argument);
    EXPECT_THROW(ParseOptions(std::span(whole).first(9)), std::invalid_argument);
}

}  // namespace
}  // namespace clearway::screening_load
