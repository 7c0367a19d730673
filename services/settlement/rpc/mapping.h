// SPDX-License-Identifier: Apache-2.0
// Domain values to messages of the API and back. Never: a state check.
#pragma once

#include "clearway/settlement/v1/settlement_service.pb.h"
#include "core/result.h"
#include "services/settlement/usecase/account_commands.h"
#include "services/settlement/usecase/account_queries.h"
#include "services/settlement/usecase/ledger_calls.h"

namespace clearway::settlement {

v1::Account ToMessage(const Account& account);
v1::SandboxCredit ToMessage(const usecase::SandboxCredit& credit);
v1::Statement ToMessage(const usecase::Statement& statement);
v1::ResolvedAccount ToResolved(const Account& account);
v1::PlaceHoldResponse ToMessage(const HoldReply& reply);
v1::TrialBalance ToMessage(const usecase::TrialBalance& balance);

// Errors: kInvalidArgument.
core::Result<PlaceHold> ReadPlaceHold(const v1::PlaceHoldRequest& request);
// An absent type is a customer's. Errors: kInvalidArgument.
core::Result<AccountType> ReadType(v1::AccountType type);
// Errors: kInvalidArgument, for a moment outside of the years 1 to 9999.
core::Result<core::Timestamp> ReadTimestamp(const google::protobuf::Timestamp& timestamp,
                                            const std::string& field);

}  // namespace clearway::settlement
