// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/app.h"

#include <stdexcept>

#include "async/periodic.h"
#include "async/runtime.h"
#include "embedded/fraud_migrations.h"
#include "events/event_log_rpc.h"
#include "events/event_store.h"
#include "events/operator_log.h"
#include "events/outbox.h"
#include "events/subscription.h"
#include "services/fraud/calibrate.h"
#include "services/fraud/case_reader.h"
#include "services/fraud/events/consumed_facts.h"
#include "services/fraud/recorder.h"
#include "services/fraud/rpc/desk_service.h"
#include "services/fraud/rpc/fraud_service.h"
#include "services/fraud/rpc/release_service.h"
#include "services/fraud/store/feature_log.h"
#include "services/fraud/store/list_store.h"
#include "services/fraud/usecase/follow_log.h"
#include "services/fraud/usecase/keep_lists.h"
#include "services/fraud/usecase/keep_snapshots.h"
#include "telemetry/log.h"

namespace clearway::fraud {

namespace {

constexpr std::size_t kRuntimeThreads = 2;
constexpr std::size_t kReaders = 1;
constexpr std::chrono::seconds kListsEvery{30};
constexpr std::chrono::hours kCalibrateEvery{1};

std::vector<core::Uuid> StreamsOf(const core::PaymentId& payment) {
    return {AssessmentStream(payment), ReportStream(payment)};
}

events::OutboxOptions OutboxOf(const host::ServiceSettings& settings) {
    return {.service = "fraud",
            .instance = settings.instance,
            .database_url = settings.database_url,
            .kafka_brokers = settings.kafka_brokers};
}

// Members are destroyed from the last to the first: the reverse of this order is the stop order.
class App final : public host::Application {
public:
    App(const host::ServiceSettings& settings, const Config& config)
        : contents_(config.contents),
          readers_(settings.database_url, kReaders),
          log_(settings.database_url),
          restored_(RestoreState(config.state_folder, log_, FeatureTable::Default(),
                                 config.memory.entities_max)),
          assessor_(std::move(restored_.engine),
                    std::make_shared<const Scoring>(FeatureTable::Default(), config.fallback.policy,
                                                    config.fallback.model),
                    lists_, config.memory.payments_max),
          release_outbox_(events::PartOf(OutboxOf(settings), "releases")),
          desk_(settings.database_url, release_outbox_, readers_, contents_, config.fallback,
                [this](auto scoring) { assessor_.Use(std::move(scoring)); }),
          features_(log_, restored_.position,
                    [this](std::span<const LogEntry> entries) { assessor_.Learn(entries); }),
          runtime_(kRuntimeThreads),
          outbox_(OutboxOf(settings)),
          recorder_(settings.database_url, outbox_, assessor_, features_, runtime_.GetExecutor()),
          stored_lists_(readers_, lists_),
          parties_(recorder_, stored_lists_, clock_),
          case_reader_(readers_),
          cases_(case_reader_),
          reports_(recorder_, clock_),
          operators_(OutboxOf(settings), settings.operator_log_key, clock_),
          adapter_(runtime_.GetExecutor(), operators_),
          service_(adapter_, assessor_, reports_),
          release_service_(adapter_, desk_, clock_),
          desk_service_(adapter_, parties_, cases_),
          event_log_(events::MakeEventLogService("fraud", adapter_, readers_, StreamsOf)) {
        const auto scoring = desk_.Load();
        assessor_.Use(scoring);
        const auto refresh = [this] {
            return async::BlockOn(runtime_.GetExecutor(), stored_lists_.Refresh());
        };
        if (const auto read = refresh(); !read)
            throw std::runtime_error("the block and allow lists cannot be read");
        list_keeper_ = std::make_unique<ListKeeper>(kListsEvery, refresh);
        const auto behind = features_.CatchUp();
        log::Info("features restored",
                  {{"entries_after_snapshot", behind},
                   {"position", features_.Position()},
                   {"entities", static_cast<std::int64_t>(assessor_.Entities())},
                   {"policy_version", scoring->PolicyVersion()},
                   {"model_version", scoring->ModelVersion()}});
        Calibrate();
        calibration_ = std::make_unique<async::Periodic>(kCalibrateEvery, [this] { Calibrate(); });
        if (!config.state_folder.empty()) {
            snapshots_ = std::make_unique<SnapshotKeeper>(
                config.snapshot_every,
                [log = std::make_shared<StoredFeatureLog>(settings.database_url), config] {
                    MakeSnapshot(config.state_folder, *log, FeatureTable::Default(),
                                 config.memory.entities_max);
                });
        }
        // One group, one process: a second would take a part of the facts, and its windows with
        // them.
        facts_ = std::make_unique<events::Subscription>(
            events::SubscriptionOptions{
                .consumer = kPaymentConsumer,
                .topics = {events::TopicOf("payment"), events::TopicOf("fraud")},
                .database_url = settings.database_url,
                .kafka_brokers = settings.kafka_brokers,
                .batch_max = 2048,
                .types = TypesOfInterest(),
                .gather = std::chrono::milliseconds(100)},
            [this](const auto& batch) { recorder_.Record(batch); });
        server_ = std::make_unique<host::RpcServer>(
            settings, adapter_,
            std::vector<grpc::Service*>{&service_, &release_service_, &desk_service_,
                                        event_log_.get()});
    }

    // Scoring needs no Kafka: a burst is seen in memory, so readiness does not wait for events.
    bool Ready() override { return true; }
    void Drain() override { server_->Drain(); }

private:
    void Calibrate() {
        const auto done = async::BlockOn(
            runtime_.GetExecutor(), fraud::Calibrate(readers_, clock_.Now(), assessor_.Used()));
        if (!done) log::Warn("scores were not calibrated", {{"reason", done.error().Detail()}});
    }

    core::SystemClock clock_;
    const ContentReader contents_;
    postgres::ReadPool readers_;
    StoredFeatureLog log_;
    PartyLists lists_;
    RestoredState restored_;
    PaymentAssessor assessor_;
    events::Outbox release_outbox_;
    StoredReleaseDesk desk_;
    LogFollower features_;
    async::Runtime runtime_;
    events::Outbox outbox_;
    Recorder recorder_;
    StoredLists stored_lists_;
    PartyDesk parties_;
    CaseReader case_reader_;
    ReadCases cases_;
    ReportFraudUseCase reports_;
    events::OperatorLog operators_;
    rpc::Adapter adapter_;
    FraudService service_;
    FraudReleaseService release_service_;
    FraudDeskService desk_service_;
    std::unique_ptr<grpc::Service> event_log_;
    std::unique_ptr<ListKeeper> list_keeper_;
    std::unique_ptr<async::Periodic> calibration_;
    std::unique_ptr<SnapshotKeeper> snapshots_;
    std::unique_ptr<events::Subscription> facts_;
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
