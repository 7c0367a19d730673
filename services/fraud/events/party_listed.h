// SPDX-License-Identifier: Apache-2.0
// The facts that fraud publishes about its lists. Domain to proto.
#pragma once

#include "events/event.h"
#include "services/fraud/domain/party_listing.h"

namespace clearway::fraud {

// Of a decision that has a fact.
events::NewEvent ToEvent(const ListingDecision& decision, const std::string& traceparent);

}  // namespace clearway::fraud
