// SPDX-License-Identifier: Apache-2.0
#include "rpc/client.h"

#include <gtest/gtest.h>

namespace clearway::rpc {
namespace {

using namespace std::chrono_literals;

TEST(OutgoingDeadline, IsWhatIsLeftLessAMarginAndNeverMoreThanTheLimit) {
    const auto now = std::chrono::system_clock::now();
    CallContext call;
    call.deadline = now + 1s;
    EXPECT_LT(OutgoingDeadline(call, 5s), call.deadline);
    EXPECT_GT(OutgoingDeadline(call, 5s), call.deadline - 100ms);
    EXPECT_LT(OutgoingDeadline(call, 200ms), now + 900ms);
}

TEST(OutgoingDeadline, IsTheLimitWhereNobodyWaits) {
    const auto now = std::chrono::system_clock::now();
    EXPECT_GE(OutgoingDeadline({}, 5s), now + 5s);
    CallContext endless;
    endless.deadline = Deadline::max();
    EXPECT_GE(OutgoingDeadline(endless, 5s), now + 5s);
}

}  // namespace
}  // namespace clearway::rpc
