// SPDX-License-Identifier: Apache-2.0
#include "telemetry/trace.h"

#include <gtest/gtest.h>

#include <set>

namespace clearway::trace {
namespace {

constexpr auto kTraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
constexpr auto kSpanId = "00f067aa0ba902b7";
constexpr auto kHeader = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

TEST(TraceContext, ReadsAndWritesVersion00) {
    const auto context = TraceContext::Parse(kHeader);
    ASSERT_TRUE(context);
    EXPECT_EQ(context->TraceId(), kTraceId);
    EXPECT_EQ(context->SpanId(), kSpanId);
    EXPECT_EQ(context->ToTraceparent(), kHeader);
}

TEST(TraceContext, KeepsOnlyTheSampledFlag) {
    const auto on = TraceContext::Parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff");
    const auto off = TraceContext::Parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0a");
    ASSERT_TRUE(on && off);
    EXPECT_TRUE(on->ToTraceparent().ends_with("-01"));
    EXPECT_TRUE(off->ToTraceparent().ends_with("-00"));
}

TEST(TraceContext, ReadsLaterVersionsAsFarAsItKnows) {
    for (const auto* text : {"01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                             "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-next"}) {
        const auto context = TraceContext::Parse(text);
        ASSERT_TRUE(context) << text;
        EXPECT_EQ(context->TraceId(), kTraceId);
        EXPECT_TRUE(context->ToTraceparent().starts_with("00-"));
    }
}

TEST(TraceContext, RefusesWhatTheSpecificationCallsInvalid) {
    for (const auto* text : {
             "",
             "00",
             "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
             "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
             "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
             "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
             "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
             "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0A",
             "0A-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
             "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-extra",
             "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
             "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x",
             "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
             "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
             "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
             "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
             " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
             "zz-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
         })
        EXPECT_FALSE(TraceContext::Parse(text)) << text;
}

TEST(TraceContext, AChildStaysInTheTraceUnderANewSpan) {
    const auto parent =
        TraceContext::Parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00");
    ASSERT_TRUE(parent);
    const auto child = parent->Child();
    EXPECT_EQ(child.TraceId(), parent->TraceId());
    EXPECT_NE(child.SpanId(), parent->SpanId());
    EXPECT_TRUE(child.ToTraceparent().ends_with("-00"));
}

TEST(TraceContext, StartsValidTracesThatDiffer) {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const auto context = TraceContext::Start();
        EXPECT_TRUE(TraceContext::Parse(context.ToTraceparent()));
        seen.insert(context.TraceId());
    }
    EXPECT_EQ(seen.size(), 1000U);
}

TEST(TraceContext, SurvivesItsStoredForm) {
    for (const std::string text : {"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                                   "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"}) {
        const auto bytes = TraceContext::Parse(text)->ToBytes();
        EXPECT_EQ(bytes.size(), 25U);
        EXPECT_EQ(TraceContext::FromBytes(bytes)->ToTraceparent(), text);
    }
    EXPECT_FALSE(TraceContext::FromBytes(""));
    EXPECT_FALSE(TraceContext::FromBytes(std::string(25, '\0')));
    EXPECT_FALSE(TraceContext::FromBytes(std::string(26, '\1')));
}

}  // namespace
}  // namespace clearway::trace
