// SPDX-License-Identifier: Apache-2.0
// The fact that fraud publishes: the assessment that a payment's decision used. Domain to proto.
#pragma once

#include "events/event.h"
#include "services/fraud/domain/attempt.h"

namespace clearway::fraud {

events::NewEvent ToEvent(const DecidedPayment& decision);

}  // namespace clearway::fraud
