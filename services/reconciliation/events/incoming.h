// SPDX-License-Identifier: Apache-2.0
// Reads both sides' facts. Proto to domain; never SQL, never a decision. nullopt for a fact of no
// interest; UnreadableEvent for one that lacks what it must have.
#pragma once

#include <optional>

#include "events/event.h"
#include "services/reconciliation/domain/expectation.h"

namespace clearway::reconciliation {

inline constexpr char kConsumer[] = "reconciliation.facts";  // of both sides

// Every fact that changes a payment's state. A contradiction changes none: it is the payment
// service's own record of input that it refused.
std::optional<Expectation> ReadExpectation(const events::ReceivedEvent& event);

// Money that moved for a payment, or came back; sandbox credits belong to none and are not proved
// here.
std::optional<Movement> ReadMovement(const events::ReceivedEvent& event);

// The ledger promised a payment's funds to a rail, or it came to nothing.
std::optional<FundsCommitted> ReadCommitment(const events::ReceivedEvent& event);

}  // namespace clearway::reconciliation
