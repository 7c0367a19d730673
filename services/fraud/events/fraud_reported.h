// SPDX-License-Identifier: Apache-2.0
// The fact that fraud publishes: a payment was reported as fraud. Domain to proto.
#pragma once

#include "events/event.h"
#include "services/fraud/domain/fraud_report.h"

namespace clearway::fraud {

events::NewEvent ToEvent(const FraudReport& report, std::int32_t version,
                         const std::string& traceparent);

}  // namespace clearway::fraud
