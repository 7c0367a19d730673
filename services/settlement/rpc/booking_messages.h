// SPDX-License-Identifier: Apache-2.0
// Messages of BookTransfers to orders and back. Never: a state check.
#pragma once

#include <vector>

#include "clearway/settlement/v1/settlement_service.pb.h"
#include "core/result.h"
#include "services/settlement/domain/command.h"

namespace clearway::settlement {

// Errors: kInvalidArgument, which names the first faulty field.
core::Result<std::vector<TransferOrder>> ReadOrders(const v1::BookTransfersRequest& request);
v1::BookTransfersResponse ToMessage(const BookingReply& reply);

}  // namespace clearway::settlement
