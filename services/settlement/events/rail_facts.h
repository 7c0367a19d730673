// SPDX-License-Identifier: Apache-2.0
// The facts of payments at rails as they are published on clearway.settlement.events.v1, and the
// fact that brings a payment there. Never: a decision, something personal.
#pragma once

#include <string>
#include <vector>

#include "events/event.h"
#include "services/settlement/rails/rail_events.h"
#include "services/settlement/usecase/rails/ports.h"

namespace clearway::settlement {

// `transfer` as it is after the fact, with its version; `left_out`: with a submission.
events::NewEvent ToRailEvent(const rails::RailTransfer& transfer, const rails::FactBody& fact,
                             const std::vector<std::string>& left_out, core::Timestamp at);

// A conflict about a payment that was never at a rail here, or (nil) about none: it has a stream of
// its own.
events::NewEvent ToStrayConflict(const core::PaymentId& payment, const std::string& rail,
                                 const rails::ConflictOpened& conflict, core::Timestamp at);

// Of the facts that order something of the book.
std::vector<std::string> RailOrderTypes();
// Throws events::UnreadableEvent.
std::vector<RailCommand> RailOrdersOf(const events::ReceivedEvent& event);

}  // namespace clearway::settlement
