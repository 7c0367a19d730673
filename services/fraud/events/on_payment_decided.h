// SPDX-License-Identifier: Apache-2.0
// Reads the decisions in the payment service's facts. Proto to domain; never SQL, never a decision.
#pragma once

#include <optional>

#include "events/event.h"
#include "services/fraud/domain/attempt.h"

namespace clearway::fraud {

inline constexpr char kPaymentConsumer[] = "fraud.payment-events";

// nullopt for a fact of no interest. Throws UnreadableEvent for one that lacks what it must have.
std::optional<DecidedPayment> ReadDecision(const events::ReceivedEvent& event);

}  // namespace clearway::fraud
