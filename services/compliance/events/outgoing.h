// SPDX-License-Identifier: Apache-2.0
// The facts that compliance publishes. Domain to proto; never SQL, never a decision.
#pragma once

#include "events/event.h"
#include "services/compliance/domain/cases/case_fact.h"

namespace clearway::compliance {

// The stream of a payment's screening record; it has one fact.
core::Uuid ScreeningStream(const core::PaymentId& payment);

events::NewEvent ToEvent(const CaseFact& fact);

}  // namespace clearway::compliance
