// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rpc/ledger_service.h"

#include "services/settlement/rpc/booking_messages.h"
#include "services/settlement/rpc/mapping.h"

namespace clearway::settlement {

LedgerServiceRpc::LedgerServiceRpc(rpc::Adapter& adapter, LedgerWriter& ledger,
                                   LedgerReader& reader, usecase::HoldPlacedNotice notice)
    : Service(adapter, "clearway.settlement.v1.LedgerService"),
      ledger_(ledger),
      reader_(reader),
      notice_(std::move(notice)) {
    Serve("ResolveAccounts", &LedgerServiceRpc::Resolve);
    Serve("PlaceHold", &LedgerServiceRpc::Place);
    Serve("VoidHold", &LedgerServiceRpc::Void);
    Serve("BookTransfers", &LedgerServiceRpc::Book);
    Serve("GetTrialBalance", &LedgerServiceRpc::Balance);
}

async::Task<core::Result<v1::ResolveAccountsResponse>> LedgerServiceRpc::Resolve(
    rpc::CallContext&, const v1::ResolveAccountsRequest& request) {
    std::vector<std::string> ids(request.account_ids().begin(), request.account_ids().end());
    auto task = usecase::ResolveAccounts(reader_, std::move(ids));
    const auto accounts = co_await std::move(task);
    if (!accounts) co_return accounts.error();
    v1::ResolveAccountsResponse response;
    for (const auto& account : *accounts) *response.add_accounts() = ToResolved(account);
    co_return response;
}

async::Task<core::Result<v1::PlaceHoldResponse>> LedgerServiceRpc::Place(
    rpc::CallContext& call, const v1::PlaceHoldRequest& request) {
    const auto hold = ReadPlaceHold(request);
    if (!hold) co_return hold.error();
    auto task = usecase::PlaceHold(ledger_, call, *hold, notice_);
    const auto reply = co_await std::move(task);
    if (!reply) co_return reply.error();
    co_return ToMessage(*reply);
}

async::Task<core::Result<v1::VoidHoldResponse>> LedgerServiceRpc::Void(
    rpc::CallContext& call, const v1::VoidHoldRequest& request) {
    const auto id = core::HoldId::Parse(request.hold_id());
    if (!id) co_return core::InvalidField("hold_id", "is not a UUID");
    auto task = usecase::VoidHold(ledger_, call, *id);
    const auto reply = co_await std::move(task);
    if (!reply) co_return reply.error();
    v1::VoidHoldResponse response;
    response.set_released(reply->released);
    co_return response;
}

async::Task<core::Result<v1::BookTransfersResponse>> LedgerServiceRpc::Book(
    rpc::CallContext& call, const v1::BookTransfersRequest& request) {
    auto orders = ReadOrders(request);
    if (!orders) co_return orders.error();
    auto task = usecase::BookTransfers(ledger_, call, std::move(*orders), request.all_or_none());
    const auto reply = co_await std::move(task);
    if (!reply) co_return reply.error();
    co_return ToMessage(*reply);
}

async::Task<core::Result<v1::TrialBalance>> LedgerServiceRpc::Balance(
    rpc::CallContext&, const v1::GetTrialBalanceRequest&) {
    auto task = usecase::GetTrialBalance(reader_);
    const auto balance = co_await std::move(task);
    if (!balance) co_return balance.error();
    co_return ToMessage(*balance);
}

}  // namespace clearway::settlement
