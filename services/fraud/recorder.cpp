// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/recorder.h"

#include <stdexcept>

#include "async/runtime.h"
#include "services/fraud/events/consumed_facts.h"

namespace clearway::fraud {

Recorder::Recorder(const std::string& database_url, events::Outbox& outbox,
                   PaymentAssessor& assessor, LogFollower& features, async::Executor executor)
    : assessor_(assessor),
      features_(features),
      executor_(std::move(executor)),
      entities_("clearway_fraud_entities", "Payers, payees and devices in memory."),
      runner_({.name = "features", .database_url = database_url}, outbox, ApplyBatch) {}

void Recorder::Record(const std::vector<events::ReceivedEvent>& batch) {
    std::vector<Runner::Consumed> consumed;
    for (const auto& event : batch)
        consumed.push_back({.mark = events::MarkOf(event), .commands = CommandsOf(event)});
    const auto stored =
        async::BlockOn(executor_, runner_.Consume(kPaymentConsumer, std::move(consumed)));
    if (!stored) throw std::runtime_error(std::string(stored.error().Detail()));
    features_.CatchUp();
    entities_.Set(static_cast<double>(assessor_.Entities()));
}

async::Task<core::Result<FraudReport>> Recorder::Submit(ReportFraud command) {
    auto reply = co_await runner_.Submit(std::move(command));
    if (!reply) co_return std::move(reply).error();
    co_return std::get<FraudReport>(std::move(*reply));
}

}  // namespace clearway::fraud
