// SPDX-License-Identifier: Apache-2.0
// What compliance does about the payment service's decisions: keep the evidence of the screening,
// and see that a payment in review has its case, or hears of its end. Proto to commands; no SQL
// here.
#pragma once

#include <vector>

#include "events/event.h"
#include "services/compliance/domain/cases/case.h"

namespace clearway::compliance {

inline constexpr char kPaymentConsumer[] = "compliance.payment-events";

// Empty for a fact of no interest. Throws events::UnreadableEvent for one that lacks what it must
// have.
std::vector<CaseCommand> CommandsFor(const events::ReceivedEvent& event);

}  // namespace clearway::compliance
