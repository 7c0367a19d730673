// SPDX-License-Identifier: Apache-2.0
#include "cli/exit_code.h"

#include <gtest/gtest.h>

#include <iostream>
#include <sstream>

namespace clearway::cli {
namespace {

// Takes what is written, and fails to hand it on.
class FullDisk : public std::stringbuf {
    int sync() override { return -1; }
};

int CodeAfterWritingTo(std::streambuf& place, int code) {
    auto* own = std::cout.rdbuf(&place);
    std::cout << "a result\n";
    const int ended = ExitCode("clearway-test", code);
    std::cout.rdbuf(own);
    std::cout.clear();
    return ended;
}

TEST(ExitCode, AResultThatWasNotWrittenIsAFailure) {
    std::stringbuf good;
    FullDisk full;
    EXPECT_EQ(CodeAfterWritingTo(good, 0), 0);
    EXPECT_EQ(CodeAfterWritingTo(full, 0), 1);
    EXPECT_EQ(CodeAfterWritingTo(full, 3), 3);
}

}  // namespace
}  // namespace clearway::cli
