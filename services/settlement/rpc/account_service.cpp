// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rpc/account_service.h"

#include "services/settlement/rpc/mapping.h"

namespace clearway::settlement {
namespace {

core::Result<std::optional<core::Timestamp>> ReadOptional(
    bool present, const google::protobuf::Timestamp& timestamp, const std::string& field) {
    if (!present) return std::optional<core::Timestamp>();
    const auto time = ReadTimestamp(timestamp, field);
    if (!time) return time.error();
    return std::optional(*time);
}

}  // namespace

AccountServiceRpc::AccountServiceRpc(rpc::Adapter& adapter, usecase::AccountPorts ports,
                                     bool sandbox)
    : Service(adapter, "clearway.settlement.v1.AccountService"), ports_(ports), sandbox_(sandbox) {
    Serve("OpenAccount", &AccountServiceRpc::Open);
    Serve("GetAccount", &AccountServiceRpc::Get);
    Serve("ListAccounts", &AccountServiceRpc::List);
    Serve("CloseAccount", &AccountServiceRpc::Close);
    Serve("GetStatement", &AccountServiceRpc::State);
    Serve("CreateSandboxCredit", &AccountServiceRpc::Credit);
}

async::Task<core::Result<v1::Account>> AccountServiceRpc::Open(
    rpc::CallContext& call, const v1::OpenAccountRequest& request) {
    const auto type = ReadType(request.type());
    if (!type) co_return type.error();
    usecase::OpenAccountInput input{.currency = request.currency(),
                                    .holder_name = request.holder().name(),
                                    .holder_country = request.holder().country(),
                                    .type = *type,
                                    .party_id = request.holder().party_id()};
    auto task = usecase::OpenAccount(ports_, call, std::move(input));
    const auto account = co_await std::move(task);
    if (!account) co_return account.error();
    co_return ToMessage(*account);
}

async::Task<core::Result<v1::Account>> AccountServiceRpc::Get(
    rpc::CallContext& call, const v1::GetAccountRequest& request) {
    auto task = usecase::GetAccount(ports_.reader, call, request.account_id());
    const auto account = co_await std::move(task);
    if (!account) co_return account.error();
    co_return ToMessage(*account);
}

async::Task<core::Result<v1::ListAccountsResponse>> AccountServiceRpc::List(
    rpc::CallContext& call, const v1::ListAccountsRequest& request) {
    usecase::Page page{.size = request.page_size(), .token = request.page_token()};
    auto task = usecase::ListAccounts(ports_.reader, call, std::move(page));
    const auto accounts = co_await std::move(task);
    if (!accounts) co_return accounts.error();
    v1::ListAccountsResponse response;
    for (const auto& account : accounts->accounts) *response.add_accounts() = ToMessage(account);
    response.set_next_page_token(accounts->next_page_token);
    co_return response;
}

async::Task<core::Result<v1::Account>> AccountServiceRpc::Close(
    rpc::CallContext& call, const v1::CloseAccountRequest& request) {
    auto task = usecase::CloseAccount(ports_, call, request.account_id());
    const auto account = co_await std::move(task);
    if (!account) co_return account.error();
    co_return ToMessage(*account);
}

async::Task<core::Result<v1::Statement>> AccountServiceRpc::State(
    rpc::CallContext& call, const v1::GetStatementRequest& request) {
    const auto from = ReadOptional(request.has_from(), request.from(), "from");
    if (!from) co_return from.error();
    const auto to = ReadOptional(request.has_to(), request.to(), "to");
    if (!to) co_return to.error();
    usecase::StatementInput input{
        .account_id = request.account_id(),
        .from = *from,
        .to = *to,
        .page = {.size = request.page_size(), .token = request.page_token()}};
    auto task = usecase::GetStatement(ports_.reader, call, std::move(input));
    const auto statement = co_await std::move(task);
    if (!statement) co_return statement.error();
    co_return ToMessage(*statement);
}

async::Task<core::Result<v1::SandboxCredit>> AccountServiceRpc::Credit(
    rpc::CallContext& call, const v1::CreateSandboxCreditRequest& request) {
    if (!sandbox_) co_return core::ErrorCode::kNotFound;
    usecase::SandboxCreditInput input{.account_id = request.account_id(),
                                      .currency = request.amount().currency(),
                                      .value = request.amount().value()};
    auto task = usecase::CreateSandboxCredit(ports_.ledger, call, std::move(input));
    const auto credit = co_await std::move(task);
    if (!credit) co_return credit.error();
    co_return ToMessage(*credit);
}

}  // namespace clearway::settlement
