// SPDX-License-Identifier: Apache-2.0
// The calls about lists: proto to command, entry to proto.
#pragma once

#include "clearway/fraud/v1/fraud_desk_service.pb.h"
#include "rpc/call_context.h"
#include "services/fraud/usecase/list_parties.h"

namespace clearway::fraud {

async::Task<core::Result<v1::PartyListing>> ListPartyCall(PartyDesk& desk,
                                                          const rpc::CallContext& call,
                                                          const v1::ListPartyRequest& request);
async::Task<core::Result<v1::PartyListing>> UnlistPartyCall(PartyDesk& desk,
                                                            const rpc::CallContext& call,
                                                            const v1::UnlistPartyRequest& request);
async::Task<core::Result<v1::ListPartiesResponse>> ListPartiesCall(
    PartyDesk& desk, const v1::ListPartiesRequest& request);

}  // namespace clearway::fraud
