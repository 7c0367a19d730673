// SPDX-License-Identifier: Apache-2.0
// The call Score: proto to attempt, assessment to proto. Every payment waits for it, so it must
// stay cheap. Never: SQL, Kafka, a decision.
#pragma once

#include "clearway/fraud/v1/fraud_service.pb.h"
#include "core/result.h"
#include "services/fraud/usecase/assess_payment.h"

namespace clearway::fraud {

// Errors: kInvalidArgument, kUnknownCurrency, kInvalidAmount, all faulty fields listed.
core::Result<Attempt> ReadAttempt(const v1::ScoreRequest& request);

core::Result<v1::ScoreResponse> Score(PaymentAssessor& assessor, const v1::ScoreRequest& request);

}  // namespace clearway::fraud
