// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/list_breaks.h"

#include <gtest/gtest.h>

#include <optional>

#include "async/runtime.h"

namespace clearway::reconciliation {
namespace {

// Answers as many breaks as are asked for, and remembers the question.
class ManyBreaks final : public BreakReader {
public:
    async::Task<core::Result<std::vector<Break>>> Read(BreakQuery query) override {
        asked = query;
        const Break one{.break_id = core::Uuid::Random(),
                        .payment_id = {},
                        .reason = BreakReason::kMovedTwice,
                        .expected = {},
                        .actual = {},
                        .detected_at = core::FromMicros(7),
                        .closed_at = {}};
        co_return std::vector<Break>(static_cast<std::size_t>(query.limit), one);
    }
    std::optional<BreakQuery> asked;
};

core::Result<BreakPage> Ask(BreakReader& reader, std::int32_t size, std::string token = "") {
    async::Runtime runtime(1);
    return async::BlockOn(
        runtime.GetExecutor(),
        ListBreaks(reader,
                   {.include_closed = false, .page_size = size, .page_token = std::move(token)}));
}

TEST(ListBreaks, GivesPagesOfTheAskedSizeAndATokenForMore) {
    ManyBreaks reader;
    const auto page = Ask(reader, 3);
    ASSERT_TRUE(page);
    EXPECT_EQ(page->breaks.size(), 3U);
    EXPECT_EQ(page->next_page_token,
              core::EncodePageToken({core::FromMicros(7), page->breaks[2].break_id}));
    EXPECT_EQ(reader.asked->limit, 4);
    EXPECT_EQ(Ask(reader, 0)->breaks.size(), 50U);
    EXPECT_EQ(Ask(reader, 200)->breaks.size(), 200U);
}

TEST(ListBreaks, RefusesSizesAndTokensThatAreNone) {
    ManyBreaks reader;
    for (const auto size : {-1, 201}) {
        const auto page = Ask(reader, size);
        ASSERT_FALSE(page);
        EXPECT_EQ(page.error().field_errors[0].field, "page_size");
    }
    for (const std::string number : {"x", "7fffffffffffffff", "9223372036854775807"}) {
        const auto page = Ask(reader, 10, number + "." + core::Uuid().ToString());
        ASSERT_FALSE(page) << number;
        EXPECT_EQ(page.error().field_errors[0].field, "page_token");
    }
    EXPECT_FALSE(reader.asked);
}

}  // namespace
}  // namespace clearway::reconciliation
