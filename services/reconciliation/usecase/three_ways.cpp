// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/three_ways.h"

#include "core/page_token.h"

namespace clearway::reconciliation {

namespace {

constexpr std::int32_t kPageSizeDefault = 50;
constexpr std::int32_t kPageSizeMax = 200;

}  // namespace

async::Task<core::Result<ThreeWayPage>> ListThreeWays(ThreeWayReader& reader,
                                                      ListThreeWaysQuery query) {
    if (query.page_size < 0 || query.page_size > kPageSizeMax)
        co_return core::InvalidField("page_size", "must be 1 to 200");
    const auto size = query.page_size == 0 ? kPageSizeDefault : query.page_size;
    const auto after = core::ReadPageToken(query.page_token);
    if (!after) co_return after.error();

    const core::PaymentId behind(*after ? (*after)->id : core::Uuid());
    auto reading = reader.List(behind, size);
    auto found = co_await std::move(reading);
    if (!found) co_return std::move(found).error();
    ThreeWayPage page{std::move(found->three_ways), ""};
    if (found->more_behind)
        page.next_page_token =
            core::EncodePageToken({core::Timestamp(), found->more_behind->value});
    co_return page;
}

}  // namespace clearway::reconciliation
