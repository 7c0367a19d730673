// SPDX-License-Identifier: Apache-2.0
// clearway.settlement.v1.AccountService: accounts as partners see them. Messages in, use case,
// messages out. Never: SQL, Kafka, a state check.
#pragma once

#include "clearway/settlement/v1/settlement_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/settlement/usecase/account_commands.h"

namespace clearway::settlement {

class AccountServiceRpc final : public v1::AccountService::CallbackService {
public:
    // All references must outlive the server. Without `sandbox` CreateSandboxCredit is not found.
    AccountServiceRpc(rpc::Adapter& adapter, usecase::AccountPorts ports, bool sandbox);

    grpc::ServerUnaryReactor* OpenAccount(grpc::CallbackServerContext* context,
                                          const v1::OpenAccountRequest* request,
                                          v1::Account* response) override;
    grpc::ServerUnaryReactor* GetAccount(grpc::CallbackServerContext* context,
                                         const v1::GetAccountRequest* request,
                                         v1::Account* response) override;
    grpc::ServerUnaryReactor* ListAccounts(grpc::CallbackServerContext* context,
                                           const v1::ListAccountsRequest* request,
                                           v1::ListAccountsResponse* response) override;
    grpc::ServerUnaryReactor* CloseAccount(grpc::CallbackServerContext* context,
                                           const v1::CloseAccountRequest* request,
                                           v1::Account* response) override;
    grpc::ServerUnaryReactor* GetStatement(grpc::CallbackServerContext* context,
                                           const v1::GetStatementRequest* request,
                                           v1::Statement* response) override;
    grpc::ServerUnaryReactor* CreateSandboxCredit(grpc::CallbackServerContext* context,
                                                  const v1::CreateSandboxCreditRequest* request,
                                                  v1::SandboxCredit* response) override;

private:
    async::Task<core::Result<v1::Account>> Open(rpc::CallContext& call,
                                                const v1::OpenAccountRequest& request);
    async::Task<core::Result<v1::Account>> Get(rpc::CallContext& call,
                                               const v1::GetAccountRequest& request);
    async::Task<core::Result<v1::ListAccountsResponse>> List(
        rpc::CallContext& call, const v1::ListAccountsRequest& request);
    async::Task<core::Result<v1::Account>> Close(rpc::CallContext& call,
                                                 const v1::CloseAccountRequest& request);
    async::Task<core::Result<v1::Statement>> State(rpc::CallContext& call,
                                                   const v1::GetStatementRequest& request);
    async::Task<core::Result<v1::SandboxCredit>> Credit(
        rpc::CallContext& call, const v1::CreateSandboxCreditRequest& request);

    rpc::Adapter& adapter_;
    usecase::AccountPorts ports_;
    const bool sandbox_;
    const rpc::Handler<v1::OpenAccountRequest, v1::Account> open_;
    const rpc::Handler<v1::GetAccountRequest, v1::Account> get_;
    const rpc::Handler<v1::ListAccountsRequest, v1::ListAccountsResponse> list_;
    const rpc::Handler<v1::CloseAccountRequest, v1::Account> close_;
    const rpc::Handler<v1::GetStatementRequest, v1::Statement> state_;
    const rpc::Handler<v1::CreateSandboxCreditRequest, v1::SandboxCredit> credit_;
};

}  // namespace clearway::settlement
