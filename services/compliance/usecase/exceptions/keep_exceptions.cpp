// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/exceptions/keep_exceptions.h"

#include "services/compliance/usecase/parties/paging.h"

namespace clearway::compliance {

async::Task<core::Result<ExceptionPage>> KeepExceptions::List(std::optional<PartyId> party,
                                                              int page_size,
                                                              std::string page_token) {
    const auto size = ReadPageSize(page_size);
    if (!size) co_return size.error();
    const auto after = core::ReadPageToken(page_token);
    if (!after) co_return after.error();
    ExceptionFilter filter{.party = party, .limit = *size + 1, .after = *after};
    auto found = co_await queries_.List(std::move(filter));
    if (!found) co_return std::move(found).error();
    ExceptionPage page{.exceptions = std::move(*found), .next_page_token = {}};
    page.next_page_token = CutPage(page.exceptions, *size, [](const ScreeningException& last) {
        return core::PagePosition{*last.cleared_at, last.id};
    });
    co_return page;
}

async::Task<core::Result<ScreeningException>> KeepExceptions::Revoke(const rpc::CallContext& call,
                                                                     core::Uuid id,
                                                                     std::string reason) {
    ExceptionCommand command = RevokeException{.id = id,
                                               .revoked_by = call.caller_id,
                                               .reason = std::move(reason),
                                               .at = clock_.Now(),
                                               .traceparent = call.trace.ToTraceparent()};
    auto revoked = co_await commands_.Submit(std::move(command));
    if (!revoked) co_return std::move(revoked).error();
    co_return std::move(**revoked);
}

}  // namespace clearway::compliance
