// SPDX-License-Identifier: Apache-2.0
// Ends of compliance cases: the payment goes on or is declined. Placing the hold is a call to
// settlement, made before the transaction; it is repeatable, so a batch may come again.
#pragma once

#include <vector>

#include "events/event.h"
#include "services/payment/usecase/resume_payment.h"

namespace clearway::payment {

// Throws std::runtime_error when settlement or the store cannot answer now: the batch comes again.
Task<std::vector<Command>> OnComplianceEvent(ResumePayment& resume,
                                             const events::ReceivedEvent& event);

}  // namespace clearway::payment
