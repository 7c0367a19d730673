// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/app.h"

#include "async/runtime.h"
#include "embedded/fraud_migrations.h"
#include "events/event_log_rpc.h"
#include "events/event_store.h"
#include "events/outbox.h"
#include "events/subscription.h"
#include "services/fraud/domain/model/scorecard.h"
#include "services/fraud/events/on_payment_decided.h"
#include "services/fraud/events/payment_assessed.h"
#include "services/fraud/recorder.h"
#include "services/fraud/rpc/fraud_service.h"
#include "services/fraud/store/feature_store.h"
#include "services/fraud/usecase/keep_history.h"
#include "telemetry/log.h"

namespace clearway::fraud {

namespace {

constexpr std::size_t kRuntimeThreads = 2;
constexpr std::size_t kReaders = 1;

std::vector<core::Uuid> StreamsOf(const core::PaymentId& payment) {
    return {AssessmentStream(payment)};
}

// Members are destroyed from the last to the first: the reverse of this order is the stop order.
class App final : public host::Application {
public:
    App(const host::ServiceSettings& settings, const Config& config)
        : assessor_(config.policy, model_, config.memory),
          history_(settings.database_url),
          runtime_(kRuntimeThreads),
          readers_(settings.database_url, kReaders),
          outbox_({.service = "fraud",
                   .instance = settings.instance,
                   .database_url = settings.database_url,
                   .kafka_brokers = settings.kafka_brokers}),
          recorder_(settings.database_url, outbox_, assessor_, runtime_.GetExecutor()),
          adapter_(runtime_.GetExecutor()),
          service_(adapter_, assessor_),
          event_log_(events::MakeEventLogService("fraud", adapter_, readers_, StreamsOf)) {
        const auto restored = RestoreWindows(history_, assessor_, clock_.Now());
        log::Info("velocity windows restored",
                  {{"attempts", restored}, {"policy_version", assessor_.PolicyVersion()}});
        keeper_ = std::make_unique<HistoryKeeper>(history_, clock_);
        // One group, one process: a second would take a part of the facts, and its windows with them.
        payments_ = std::make_unique<events::Subscription>(
            events::SubscriptionOptions{.consumer = kPaymentConsumer,
                                        .topics = {events::TopicOf("payment")},
                                        .database_url = settings.database_url,
                                        .kafka_brokers = settings.kafka_brokers,
                                        .batch_max = 2048,
                                        .gather = std::chrono::milliseconds(100)},
            [this](const auto& batch) { recorder_.Record(batch); });
        server_ = std::make_unique<host::RpcServer>(
            settings, adapter_, std::vector<grpc::Service*>{&service_, event_log_.get()});
    }

    // Scoring needs no Kafka: a burst is seen in memory, so readiness does not wait for events.
    bool Ready() override { return true; }
    void Drain() override { server_->Drain(); }

private:
    core::SystemClock clock_;
    Scorecard model_;
    PaymentAssessor assessor_;
    FeatureEventHistory history_;
    async::Runtime runtime_;
    postgres::ReadPool readers_;
    events::Outbox outbox_;
    Recorder recorder_;
    rpc::Adapter adapter_;
    FraudService service_;
    std::unique_ptr<grpc::Service> event_log_;
    std::unique_ptr<HistoryKeeper> keeper_;
    std::unique_ptr<events::Subscription> payments_;
    std::unique_ptr<host::RpcServer> server_;
};

}  // namespace

std::vector<postgres::Migration> Migrations() {
    std::vector<postgres::Migration> migrations{events::EventStoreMigration()};
    for (const auto& own : postgres::MigrationsOf(embedded::fraud_migrations::kAll))
        migrations.push_back(own);
    return migrations;
}

std::unique_ptr<host::Application> MakeApp(const host::ServiceSettings& settings,
                                           const Config& config) {
    return std::make_unique<App>(settings, config);
}

}  // namespace clearway::fraud
