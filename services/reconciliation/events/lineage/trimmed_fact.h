// SPDX-License-Identifier: Apache-2.0
// A fact without what other facts of the payment say, as it is kept.
#pragma once

#include <optional>
#include <string>

#include "events/event.h"
#include "services/reconciliation/events/lineage/fact_kind.h"

namespace clearway::reconciliation {

struct TrimmedFact {
    FactKind kind;
    std::string payment_id;
    std::string payload;
    std::string transfer_id = {};  // of a posted transfer
};

// nullopt for a fact of no interest, or of no payment.
std::optional<TrimmedFact> Trim(const events::ReceivedEvent& event);

}  // namespace clearway::reconciliation
