// SPDX-License-Identifier: Apache-2.0
// The facts about statements that reconciliation publishes.
#pragma once

#include "events/event.h"
#include "services/reconciliation/usecase/statements/statement_fact.h"

namespace clearway::reconciliation {

events::NewEvent ToStatementEvent(const StatementFact& fact);

}  // namespace clearway::reconciliation
