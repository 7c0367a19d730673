// SPDX-License-Identifier: Apache-2.0
// The answers of fraud and compliance, or their absence, as the checks that the domain decides on.
#pragma once

#include "services/payment/usecase/ports.h"

namespace clearway::payment {

// The screening's part of the evidence.
void Record(const ScreeningAnswer& answer, Evidence& evidence);

Checks ChecksOf(const Result<FraudAnswer>& fraud, const Result<ScreeningAnswer>& screening);

}  // namespace clearway::payment
