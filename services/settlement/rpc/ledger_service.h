// SPDX-License-Identifier: Apache-2.0
// clearway.settlement.v1.LedgerService: the ledger for services and operators. Messages in, use
// case, messages out. Never: SQL, Kafka, a state check.
#pragma once

#include "clearway/settlement/v1/settlement_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/settlement/usecase/ledger_calls.h"

namespace clearway::settlement {

class LedgerServiceRpc final : public v1::LedgerService::CallbackService {
public:
    // All references must outlive the server.
    LedgerServiceRpc(rpc::Adapter& adapter, LedgerWriter& ledger, LedgerReader& reader,
                     usecase::HoldPlacedNotice notice);

    grpc::ServerUnaryReactor* ResolveAccounts(grpc::CallbackServerContext* context,
                                              const v1::ResolveAccountsRequest* request,
                                              v1::ResolveAccountsResponse* response) override;
    grpc::ServerUnaryReactor* PlaceHold(grpc::CallbackServerContext* context,
                                        const v1::PlaceHoldRequest* request,
                                        v1::PlaceHoldResponse* response) override;
    grpc::ServerUnaryReactor* VoidHold(grpc::CallbackServerContext* context,
                                       const v1::VoidHoldRequest* request,
                                       v1::VoidHoldResponse* response) override;
    grpc::ServerUnaryReactor* BookTransfers(grpc::CallbackServerContext* context,
                                            const v1::BookTransfersRequest* request,
                                            v1::BookTransfersResponse* response) override;
    grpc::ServerUnaryReactor* GetTrialBalance(grpc::CallbackServerContext* context,
                                              const v1::GetTrialBalanceRequest* request,
                                              v1::TrialBalance* response) override;

private:
    async::Task<core::Result<v1::ResolveAccountsResponse>> Resolve(
        rpc::CallContext& call, const v1::ResolveAccountsRequest& request);
    async::Task<core::Result<v1::PlaceHoldResponse>> Place(rpc::CallContext& call,
                                                           const v1::PlaceHoldRequest& request);
    async::Task<core::Result<v1::VoidHoldResponse>> Void(rpc::CallContext& call,
                                                         const v1::VoidHoldRequest& request);
    async::Task<core::Result<v1::BookTransfersResponse>> Book(
        rpc::CallContext& call, const v1::BookTransfersRequest& request);
    async::Task<core::Result<v1::TrialBalance>> Balance(rpc::CallContext& call,
                                                        const v1::GetTrialBalanceRequest& request);

    rpc::Adapter& adapter_;
    LedgerWriter& ledger_;
    LedgerReader& reader_;
    const usecase::HoldPlacedNotice notice_;
    const rpc::Handler<v1::ResolveAccountsRequest, v1::ResolveAccountsResponse> resolve_;
    const rpc::Handler<v1::PlaceHoldRequest, v1::PlaceHoldResponse> place_;
    const rpc::Handler<v1::VoidHoldRequest, v1::VoidHoldResponse> void_;
    const rpc::Handler<v1::BookTransfersRequest, v1::BookTransfersResponse> book_;
    const rpc::Handler<v1::GetTrialBalanceRequest, v1::TrialBalance> balance_;
};

}  // namespace clearway::settlement
