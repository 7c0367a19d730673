// SPDX-License-Identifier: Apache-2.0
// Joins the command runner with the use case, the store and the facts: payment events go to the
// feature log and to the evidence in one transaction with their position; the features follow the
// log. Part of the application's wiring. Never: a decision.
#pragma once

#include <string>
#include <vector>

#include "async/task.h"
#include "events/command_runner.h"
#include "services/fraud/domain/attempt.h"
#include "services/fraud/usecase/assess_payment.h"
#include "services/fraud/usecase/follow_log.h"
#include "telemetry/metrics.h"

namespace clearway::fraud {

class Recorder {
public:
    // The references and the executor must outlive the recorder.
    Recorder(const std::string& database_url, events::Outbox& outbox, PaymentAssessor& assessor,
             LogFollower& features, async::Executor executor);

    // Returns when the batch is stored and counted. Called by the subscription's thread. Throws
    // when the batch could not be stored: it comes again then.
    void Record(const std::vector<events::ReceivedEvent>& batch);

private:
    using Runner = events::CommandRunner<DecidedPayment, core::Done>;

    PaymentAssessor& assessor_;
    LogFollower& features_;
    async::Executor executor_;
    metrics::Gauge entities_;
    Runner runner_;
};

}  // namespace clearway::fraud
