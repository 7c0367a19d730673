// SPDX-License-Identifier: Apache-2.0
// Reads what statements of banks must show from the facts of payments to a party elsewhere. Proto
// to domain; never SQL, never a decision.
#pragma once

#include <optional>

#include "events/event.h"
#include "services/reconciliation/domain/statement_news.h"

namespace clearway::reconciliation {

// nullopt for a fact of no interest; throws UnreadableEvent for one that lacks what it must have.
std::optional<StatementNews> ReadStatementNews(const events::ReceivedEvent& event);

}  // namespace clearway::reconciliation
