// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/suspense_calls.h"

#include "services/settlement/usecase/checks.h"

namespace clearway::settlement::usecase {
namespace {

constexpr int kPage = 50;
constexpr int kPageMax = 200;
constexpr char kClearing[] = "clearing";

std::optional<core::AccountId> ReadCreditor(const std::string& text,
                                            const core::Currency& currency) {
    if (text == kClearing) return core::DeriveClearingAccountId(currency.Code());
    return core::AccountId::Parse(text);
}

}  // namespace

async::Task<core::Result<SuspendedPage>> ListSuspended(SuspenseDesk desk, bool released_too,
                                                       int page_size, std::string page_token) {
    const auto size = CheckPageSize(page_size, kPage, kPageMax);
    if (!size) co_return size.error();
    const auto after = core::ReadPageToken(page_token);
    if (!after) co_return after.error();
    auto listing = desk.reader.List(released_too, *after, *size + 1);
    auto transfers = co_await std::move(listing);
    if (!transfers) co_return std::move(transfers).error();
    SuspendedPage page{.transfers = std::move(*transfers), .next_page_token = {}};
    page.next_page_token = CutPage(page.transfers, *size, [](const SuspendedTransfer& last) {
        return core::PagePosition{last.suspended_at, last.id.value};
    });
    co_return page;
}

async::Task<core::Result<SuspendedTransfer>> ReleaseSuspended(SuspenseDesk desk,
                                                              const rpc::CallContext& call,
                                                              core::TransferId id,
                                                              std::string creditor) {
    auto finding = desk.reader.Find(id);
    const auto found = co_await std::move(finding);
    if (!found) co_return found.error();
    const auto& currency = found->amount.GetCurrency();
    const auto account = ReadCreditor(creditor, currency);
    if (!account) co_return core::InvalidField("creditor_account_id", "must be a UUID or clearing");
    settlement::ReleaseSuspended release{.transfer_id = id,
                                         .hold_id = found->hold_id,
                                         .creditor = *account,
                                         .currency = currency,
                                         .operator_id = call.caller_id};
    Command command{.what = std::move(release), .traceparent = call.trace.ToTraceparent()};
    auto asking = desk.ledger.Submit(std::move(command));
    auto reply = co_await std::move(asking);
    if (!reply) co_return std::move(reply).error();
    co_return std::move(std::get<SuspendedReply>(*reply).suspended);
}

}  // namespace clearway::settlement::usecase
