// SPDX-License-Identifier: Apache-2.0
// What taking part in a window costs: one fee a window, shared by what each participant sent and
// received in it. Shares are rounded down and booked from the settlement accounts; what that leaves
// over comes from the rounding account, so that the whole fee is earned and the books add up.
#pragma once

#include <span>
#include <vector>

#include "services/settlement/domain/netting.h"
#include "services/settlement/domain/settlement_order.h"
#include "services/settlement/domain/window.h"

namespace clearway::settlement {

// Under ids that follow from window and institution: made again they are the same. None where
// nothing passed, or where nobody's share comes to a minor unit. The fee must be above zero.
std::vector<SettlementOrder> ShareFee(const Window& window, const core::Money& fee,
                                      std::span<const Flow> flows);

}  // namespace clearway::settlement
