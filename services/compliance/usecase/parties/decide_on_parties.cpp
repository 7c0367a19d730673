// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/parties/decide_on_parties.h"

#include "services/compliance/usecase/parties/paging.h"

namespace clearway::compliance {

async::Task<core::Result<Party>> DecideOnParties::Decide(const rpc::CallContext& call,
                                                         PartyCommand command) {
    command.at = clock_.Now();
    command.traceparent = call.trace.ToTraceparent();
    auto reply = co_await commands_.Submit(std::move(command));
    if (!reply) co_return std::move(reply).error();
    co_return std::move(reply->party);
}

async::Task<core::Result<PartyPage>> DecideOnParties::ListForReview(int page_size,
                                                                    std::string page_token) {
    const auto size = ReadPageSize(page_size);
    if (!size) co_return size.error();
    const auto after = core::ReadPageToken(page_token);
    if (!after) co_return after.error();
    const auto now = clock_.Now();
    ReviewFilter filter{.low = MonthsBefore(now, periods_.low_months),
                        .medium = MonthsBefore(now, periods_.medium_months),
                        .high = MonthsBefore(now, periods_.high_months),
                        .limit = *size + 1,
                        .after = *after};
    auto parties = co_await queries_.ListForReview(std::move(filter));
    if (!parties) co_return std::move(parties).error();
    PartyPage page{.parties = std::move(*parties), .next_page_token = {}};
    page.next_page_token = CutPage(page.parties, *size, [](const Party& last) {
        return core::PagePosition{last.reviewed_at, last.id.value};
    });
    co_return page;
}

}  // namespace clearway::compliance
