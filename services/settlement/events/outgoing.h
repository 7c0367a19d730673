// SPDX-License-Identifier: Apache-2.0
// The ledger's facts as they are published on clearway.settlement.events.v1. Never: a decision.
#pragma once

#include "events/event.h"
#include "services/settlement/domain/fact.h"

namespace clearway::settlement {

events::NewEvent ToEvent(const Fact& fact, core::Timestamp occurred_at);

// ISO 20022 external status reason code and a sentence for partners.
struct ReasonText {
    const char* code;
    const char* message;
};
ReasonText ReasonOf(Refusal refusal);

}  // namespace clearway::settlement
