// SPDX-License-Identifier: Apache-2.0
// Messages of RailTransferService to values and back.
#pragma once

#include "clearway/settlement/v1/rail_service.pb.h"
#include "services/settlement/usecase/rails/rail_calls.h"

namespace clearway::settlement {

// Errors: kInvalidArgument.
core::Result<core::PaymentId> ReadRailPaymentId(const std::string& text);

v1::RailTransferDetails ToMessage(const rails::RailTransfer& transfer);
v1::RailConflict ToMessage(const StoredRailConflict& conflict);

}  // namespace clearway::settlement
