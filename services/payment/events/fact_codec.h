// SPDX-License-Identifier: Apache-2.0
// Facts as events of payment_events.proto and back. Outgoing events carry no name, IBAN or
// remittance text.
#pragma once

#include "events/event.h"
#include "services/payment/domain/facts.h"

namespace clearway::payment {

events::NewEvent EncodeFact(const Fact& fact, const Terms& terms);

// Throws std::runtime_error for an event that is not one of ours.
Fact DecodeFact(const events::StoredEvent& event);

}  // namespace clearway::payment
