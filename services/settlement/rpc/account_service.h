// SPDX-License-Identifier: Apache-2.0
// clearway.settlement.v1.AccountService: accounts as partners see them. Messages in, use case,
// messages out. Never: SQL, Kafka, a state check.
#pragma once

#include "clearway/settlement/v1/settlement_service.pb.h"
#include "rpc/service.h"
#include "services/settlement/usecase/account_commands.h"

namespace clearway::settlement {

class AccountServiceRpc final : public rpc::Service {
public:
    // All references must outlive the server. Without `sandbox` CreateSandboxCredit is not found.
    AccountServiceRpc(rpc::Adapter& adapter, usecase::AccountPorts ports, bool sandbox);

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

    usecase::AccountPorts ports_;
    const bool sandbox_;
};

}  // namespace clearway::settlement
