// SPDX-License-Identifier: Apache-2.0
// Joins the command runner with the use cases, the store and the facts: payment events and reports
// of fraud go to the feature log and to the evidence in one transaction with their position; the
// features follow the log. Its only writer. Part of the application's wiring. Never: a decision.
#pragma once

#include <string>
#include <vector>

#include "async/task.h"
#include "events/command_runner.h"
#include "services/fraud/recorder_batch.h"
#include "services/fraud/usecase/assess_payment.h"
#include "services/fraud/usecase/follow_log.h"
#include "services/fraud/usecase/list_parties.h"
#include "services/fraud/usecase/report_fraud.h"
#include "telemetry/metrics.h"

namespace clearway::fraud {

class Recorder final : public ReportCommands, public ListCommands {
public:
    // The references and the executor must outlive the recorder.
    Recorder(const std::string& database_url, events::Outbox& outbox, PaymentAssessor& assessor,
             LogFollower& features, async::Executor executor);

    // Returns when the batch is stored and counted. Called by the subscription's thread. Throws
    // when the batch could not be stored: it comes again then.
    void Record(const std::vector<events::ReceivedEvent>& batch);

    async::Task<core::Result<FraudReport>> Submit(ReportFraud command) override;
    async::Task<core::Result<PartyListing>> Submit(ListParty command) override;
    async::Task<core::Result<PartyListing>> Submit(UnlistParty command) override;

private:
    template <class Reply>
    async::Task<core::Result<Reply>> Ask(RecorderCommand command);

    using Runner = events::CommandRunner<RecorderCommand, RecorderReply>;

    PaymentAssessor& assessor_;
    LogFollower& features_;
    async::Executor executor_;
    metrics::Gauge entities_;
    Runner runner_;
};

}  // namespace clearway::fraud
