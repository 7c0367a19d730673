// SPDX-License-Identifier: Apache-2.0
// clearway.settlement.v1.LedgerService: the ledger for services and operators. Messages in, use
// case, messages out. Never: SQL, Kafka, a state check.
#pragma once

#include "clearway/settlement/v1/settlement_service.pb.h"
#include "rpc/service.h"
#include "services/settlement/usecase/ledger_calls.h"

namespace clearway::settlement {

class LedgerServiceRpc final : public rpc::Service {
public:
    // All references must outlive the server.
    LedgerServiceRpc(rpc::Adapter& adapter, LedgerWriter& ledger, LedgerReader& reader,
                     usecase::HoldPlacedNotice notice);

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

    LedgerWriter& ledger_;
    LedgerReader& reader_;
    const usecase::HoldPlacedNotice notice_;
};

}  // namespace clearway::settlement
