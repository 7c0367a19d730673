// SPDX-License-Identifier: Apache-2.0
// The facts that reconciliation publishes. Domain to proto.
#pragma once

#include "events/event.h"
#include "services/reconciliation/domain/fact.h"

namespace clearway::reconciliation {

events::NewEvent ToEvent(const Fact& fact);

}  // namespace clearway::reconciliation
