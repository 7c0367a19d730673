// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/recorder.h"

#include <stdexcept>

#include "async/runtime.h"
#include "services/fraud/events/on_payment_decided.h"
#include "services/fraud/events/payment_assessed.h"
#include "services/fraud/store/feature_log.h"
#include "services/fraud/usecase/record_decisions.h"

namespace clearway::fraud {

namespace {

std::vector<core::Result<core::Done>> Apply(postgres::Transaction& transaction,
                                            std::span<const DecidedPayment> payments,
                                            events::EventSink& sink) {
    FeatureLog log(transaction);
    for (const auto& decision : RecordDecisions(log, payments)) sink.push_back(ToEvent(decision));
    return std::vector<core::Result<core::Done>>(payments.size(), core::Done{});
}

}  // namespace

Recorder::Recorder(const std::string& database_url, events::Outbox& outbox,
                   PaymentAssessor& assessor, LogFollower& features, async::Executor executor)
    : assessor_(assessor),
      features_(features),
      executor_(std::move(executor)),
      entities_("clearway_fraud_entities", "Payers, payees and devices in memory."),
      runner_({.name = "features", .database_url = database_url}, outbox, Apply) {}

void Recorder::Record(const std::vector<events::ReceivedEvent>& batch) {
    std::vector<Runner::Consumed> consumed;
    for (const auto& event : batch) {
        auto& entry = consumed.emplace_back();
        entry.mark = events::MarkOf(event);
        if (auto decision = ReadDecision(event)) entry.commands.push_back(std::move(*decision));
    }
    const auto stored =
        async::BlockOn(executor_, runner_.Consume(kPaymentConsumer, std::move(consumed)));
    if (!stored) throw std::runtime_error(std::string(stored.error().Detail()));
    features_.CatchUp();
    entities_.Set(static_cast<double>(assessor_.Entities()));
}

}  // namespace clearway::fraud
