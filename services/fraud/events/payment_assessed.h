// SPDX-License-Identifier: Apache-2.0
// The fact that fraud publishes: the assessment that a payment's decision used. Domain to proto.
#pragma once

#include "events/event.h"
#include "services/fraud/domain/attempt.h"
#include "services/fraud/domain/review_case.h"

namespace clearway::fraud {

events::NewEvent ToEvent(const DecidedPayment& decision);

// What was kept. Throws std::runtime_error for another fact.
KeptAssessment ReadAssessment(const events::StoredEvent& event);

}  // namespace clearway::fraud
