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

template <class Reply>
async::Task<core::Result<Reply>> Recorder::Ask(RecorderCommand command) {
    auto reply = co_await runner_.Submit(std::move(command));
    if (!reply) co_return std::move(reply).error();
    co_return std::get<Reply>(std::move(*reply));
}

async::Task<core::Result<FraudReport>> Recorder::Submit(ReportFraud command) {
    return Ask<FraudReport>(std::move(command));
}

async::Task<core::Result<PartyListing>> Recorder::Submit(ListParty command) {
    return Ask<PartyListing>(std::move(command));
}

async::Task<core::Result<PartyListing>> Recorder::Submit(UnlistParty command) {
    return Ask<PartyListing>(std::move(command));
}

}  // namespace clearway::fraud
