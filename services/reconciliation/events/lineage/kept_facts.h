// SPDX-License-Identifier: Apache-2.0
// Facts of payment and ledger as they are kept for lineage, and the trail that is read from them.
// Proto to domain; never SQL, never a decision.
#pragma once

#include <optional>
#include <string_view>

#include "events/event.h"
#include "services/reconciliation/domain/lineage/lineage_news.h"
#include "services/reconciliation/domain/lineage/payment_trail.h"

namespace clearway::reconciliation {

// nullopt for a fact of no interest; throws UnreadableEvent for one that lacks what it must have.
std::optional<LineageNews> ReadLineageNews(const events::ReceivedEvent& event);

// The same in whatever order the facts were kept, and however often each.
PaymentTrail ReadTrail(const core::PaymentId& payment, std::string_view kept);

}  // namespace clearway::reconciliation
