// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/three_ways.h"

#include <gtest/gtest.h>

#include "async/runtime.h"

namespace clearway::reconciliation {
namespace {

// As many as are asked for, and the question.
struct ManyWays final : ThreeWayReader {
    async::Task<core::Result<ThreeWay>> Find(core::PaymentId) override {
        co_return core::ErrorCode::kNotFound;
    }
    async::Task<core::Result<ThreeWaySlice>> List(core::PaymentId after,
                                                  std::int64_t limit) override {
        asked = after;
        ThreeWaySlice found;
        for (int i = 0; i < limit; ++i)
            found.three_ways.push_back({.payment_id = core::PaymentId(core::Uuid::Random())});
        found.more_behind = found.three_ways.back().payment_id;
        for (int i = 0; i < healed; ++i) found.three_ways.pop_back();
        co_return found;
    }
    async::Task<core::Result<ThreeWayCounts>> Count() override { co_return ThreeWayCounts{}; }
    core::PaymentId asked;
    int healed = 0;  // while they were read
};

core::Result<ThreeWayPage> Ask(ThreeWayReader& reader, std::int32_t size, std::string token = "") {
    async::Runtime runtime(1);
    ListThreeWaysQuery query{.page_size = size, .page_token = std::move(token)};
    return async::BlockOn(runtime.GetExecutor(), ListThreeWays(reader, std::move(query)));
}

TEST(ThreeWays, ComeInPagesThatGoOnBehindTheLastPayment) {
    ManyWays reader;
    const auto page = Ask(reader, 3);
    ASSERT_TRUE(page);
    ASSERT_EQ(page->three_ways.size(), 3U);
    ASSERT_TRUE(Ask(reader, 3, page->next_page_token));
    EXPECT_EQ(reader.asked, page->three_ways.back().payment_id);
}

TEST(ThreeWays, GoOnBehindAPaymentThatBeganToAgreeMeanwhile) {
    ManyWays reader;
    reader.healed = 1;
    const auto page = Ask(reader, 3);
    ASSERT_TRUE(page);
    EXPECT_EQ(page->three_ways.size(), 2U);
    EXPECT_FALSE(page->next_page_token.empty());
}

TEST(ThreeWays, RefuseSizesAndTokensThatAreNone) {
    ManyWays reader;
    EXPECT_EQ(Ask(reader, -1).error().code, core::ErrorCode::kInvalidArgument);
    EXPECT_EQ(Ask(reader, 201).error().code, core::ErrorCode::kInvalidArgument);
    EXPECT_EQ(Ask(reader, 1, "x").error().code, core::ErrorCode::kInvalidArgument);
    EXPECT_EQ(Ask(reader, 0)->three_ways.size(), 50U);
}

}  // namespace
}  // namespace clearway::reconciliation
