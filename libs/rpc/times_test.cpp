// SPDX-License-Identifier: Apache-2.0
#include "rpc/times.h"

#include <gtest/gtest.h>

#include <limits>

namespace clearway::rpc {
namespace {

google::protobuf::Timestamp MessageOf(std::int64_t seconds, std::int32_t nanos) {
    google::protobuf::Timestamp message;
    message.set_seconds(seconds);
    message.set_nanos(nanos);
    return message;
}

TEST(Times, ComeBackAsTheyWentAlsoFromBefore1970) {
    for (const std::int64_t micros :
         {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{-1'000'000},
          std::int64_t{1'772'366'400'123'456}, std::int64_t{-62'135'596'800'000'000},
          std::int64_t{253'402'300'799'999'999}}) {
        const auto message = ToTimestamp(core::FromMicros(micros));
        EXPECT_GE(message.nanos(), 0);
        EXPECT_EQ(FromTimestamp(message), core::FromMicros(micros)) << micros;
    }
    const auto before = ToTimestamp(core::FromMicros(-1));
    EXPECT_EQ(before.seconds(), -1);
    EXPECT_EQ(before.nanos(), 999'999'000);
}

TEST(Times, AreCutToMicroseconds) {
    EXPECT_EQ(FromTimestamp(MessageOf(5, 1'999)), core::FromMicros(5'000'001));
    EXPECT_EQ(FromTimestamp({}), core::FromMicros(0));
}

TEST(Times, OutsideWhatATimestampAllowsAreNone) {
    EXPECT_FALSE(FromTimestamp(MessageOf(-62'135'596'801, 0)));
    EXPECT_FALSE(FromTimestamp(MessageOf(253'402'300'800, 0)));
    EXPECT_FALSE(FromTimestamp(MessageOf(std::numeric_limits<std::int64_t>::max(), 0)));
    EXPECT_FALSE(FromTimestamp(MessageOf(0, -1)));
    EXPECT_FALSE(FromTimestamp(MessageOf(0, 1'000'000'000)));
}

}  // namespace
}  // namespace clearway::rpc
