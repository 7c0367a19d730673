// SPDX-License-Identifier: Apache-2.0
// Keeps what payment events tell: the attempt for the windows, and the assessment that the decision
// used as evidence. Only the first decision of a payment counts; what follows a review does not,
// however long the review took.
#pragma once

#include <span>
#include <vector>

#include "services/fraud/usecase/ports.h"

namespace clearway::fraud {

// The first decisions: each is a fact PaymentAssessed.
std::vector<DecidedPayment> RecordDecisions(FeatureLogWriter& log,
                                            std::span<const DecidedPayment> payments);

}  // namespace clearway::fraud
