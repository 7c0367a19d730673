// SPDX-License-Identifier: Apache-2.0
// What the payment service's facts and the own reports of fraud tell this service. Proto to
// commands; never SQL, never a decision.
#pragma once

#include <string>
#include <vector>

#include "events/event.h"
#include "services/fraud/usecase/recorder_commands.h"

namespace clearway::fraud {

// Named before the second topic came: its positions are stored under the name.
inline constexpr char kPaymentConsumer[] = "fraud.payment-events";

// The types of the facts that CommandsOf() reads; all others only move the position.
std::vector<std::string> TypesOfInterest();

// None for a fact of no interest. Throws UnreadableEvent for one that lacks what it must have.
std::vector<RecorderCommand> CommandsOf(const events::ReceivedEvent& event);

}  // namespace clearway::fraud
