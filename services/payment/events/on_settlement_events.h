// SPDX-License-Identifier: Apache-2.0
// News of the ledger and of the rails as commands on payments: a posted transfer settles, a refused
// one fails, one that was given back returns; an ended hold expires a payment that waits for
// capture; what left by a rail is under way. Other facts are of no interest.
#pragma once

#include <string>
#include <vector>

#include "core/clock.h"
#include "events/event.h"
#include "services/payment/domain/commands.h"

namespace clearway::payment {

// Of the facts that are.
std::vector<std::string> SettlementTypesOfInterest();

std::vector<Command> OnSettlementEvent(const events::ReceivedEvent& event, core::Timestamp now);

}  // namespace clearway::payment
