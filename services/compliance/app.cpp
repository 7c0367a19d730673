// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/app.h"

#include <algorithm>
#include <stdexcept>

#include "async/periodic.h"
#include "async/runtime.h"
#include "embedded/compliance_migrations.h"
#include "events/event_log_rpc.h"
#include "events/event_store.h"
#include "events/operator_log.h"
#include "events/outbox.h"
#include "events/subscription.h"
#include "services/compliance/books/case_book.h"
#include "services/compliance/books/erasure_book.h"
#include "services/compliance/books/list_desk.h"
#include "services/compliance/books/monitor_book.h"
#include "services/compliance/books/rescreening_book.h"
#include "services/compliance/books/rescreening_worker.h"
#include "services/compliance/customers.h"
#include "services/compliance/domain/list/combine_lists.h"
#include "services/compliance/events/on_money_moved.h"
#include "services/compliance/events/on_payment_ended.h"
#include "services/compliance/events/outgoing.h"
#include "services/compliance/rpc/case_service.h"
#include "services/compliance/rpc/compliance_service.h"
#include "services/compliance/rpc/list_service.h"
#include "services/compliance/rpc/monitoring_service.h"
#include "services/compliance/rpc/person_service.h"
#include "services/compliance/store/case_store.h"
#include "services/compliance/store/list_source.h"
#include "services/compliance/store/vault_name_digests.h"
#include "services/compliance/store/vault_sealer.h"
#include "services/compliance/usecase/case_gauges.h"
#include "telemetry/log.h"
#include "vault/service_vault.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kRuntimeThreads = 2;
constexpr std::size_t kReaders = 2;
constexpr std::chrono::seconds kCountEvery{30};  // open cases, for the metrics

// Nobody waits for monitoring: a batch may gather, so that an account that many movements touch is
// loaded and saved once.
events::SubscriptionOptions MovementsOf(const host::ServiceSettings& settings) {
    return {.consumer = kMovementConsumer,
            .topics = {events::TopicOf("payment"), events::TopicOf("settlement")},
            .database_url = settings.database_url,
            .kafka_brokers = settings.kafka_brokers,
            .instance = settings.instance,
            .batch_max = 2048,
            .types = MovementFactTypes(),
            .gather = std::chrono::milliseconds(250)};
}

events::OutboxOptions OutboxOf(const host::ServiceSettings& settings) {
    return {.service = "compliance",
            .instance = settings.instance,
            .database_url = settings.database_url,
            .kafka_brokers = settings.kafka_brokers};
}

std::vector<core::Uuid> StreamsOf(const core::PaymentId& payment) {
    return {ScreeningStream(payment), core::DeriveCaseId(payment).value};
}

// Members are destroyed from the last to the first: the reverse of this order is the stop order.
class App final : public host::Application {
public:
    App(const host::ServiceSettings& settings, const Config& config)
        : runtime_(kRuntimeThreads),
          vault_(config.token, settings.database_url, clock_),
          readers_(settings.database_url, kReaders),
          outbox_(OutboxOf(settings)),
          sealer_(vault_),
          digests_(vault_),
          book_(settings.database_url, outbox_, runtime_.GetExecutor(), sealer_, config.cases),
          erasure_outbox_({.service = "compliance",
                           .instance = settings.instance + "-erasures",
                           .database_url = settings.database_url,
                           .kafka_brokers = settings.kafka_brokers}),
          erasures_(settings.database_url, erasure_outbox_, vault_.Persons(),
                    config.case_retention),
          reader_(readers_, sealer_),
          list_outbox_({.service = "compliance",
                        .instance = settings.instance + "-lists",
                        .database_url = settings.database_url,
                        .kafka_brokers = settings.kafka_brokers}),
          lists_(
              {.database_url = settings.database_url, .cached_names_max = config.cached_names_max},
              list_outbox_, readers_, clock_, runtime_.GetExecutor(),
              [&] { return FirstList(config, clock_.Now()); }),
          operators_(OutboxOf(settings), settings.operator_log_key, clock_),
          adapter_(runtime_.GetExecutor(), operators_),
          customers_(settings, config,
                     {.lists = lists_.Lists(),
                      .cases = book_,
                      .readers = readers_,
                      .keys = vault_.Persons(),
                      .token = vault_.Token(),
                      .digests = digests_,
                      .executor = runtime_.GetExecutor(),
                      .clock = clock_},
                     adapter_),
          rescreenings_(settings.database_url, book_, customers_.Exceptions(), digests_, clock_,
                        runtime_.GetExecutor()),
          rescreener_(rescreenings_, customers_.Known(), lists_.Lists(), runtime_.GetExecutor()),
          screen_({.lists = lists_.Lists(),
                   .cases = book_,
                   .profiles = customers_.GetProfiles(),
                   .exceptions = customers_.Exceptions(),
                   .limits = customers_.Limits(),
                   .digests = digests_,
                   .clock = clock_}),
          cases_(reader_, clock_),
          resolve_(book_, clock_),
          work_(book_, clock_),
          reports_(reader_, book_, clock_, config.reporting),
          service_(adapter_, {.screen = screen_, .cases = cases_, .resolve = resolve_}),
          case_service_(adapter_, work_, cases_, reports_),
          list_service_(adapter_, lists_, clock_),
          monitor_outbox_({.service = "compliance",
                           .instance = settings.instance + "/monitoring",
                           .database_url = settings.database_url,
                           .kafka_brokers = settings.kafka_brokers}),
          monitor_(settings.database_url, readers_, monitor_outbox_, book_, runtime_.GetExecutor(),
                   clock_),
          monitoring_(adapter_, monitor_, clock_),
          persons_(adapter_, erasures_, clock_),
          event_log_(events::MakeEventLogService("compliance", adapter_, readers_, StreamsOf)) {
        if (!config.list_folder.empty())
            log::Warn(
                "CLEARWAY_OFAC_DIR is the first list of a database only: a newer one is "
                "imported and made active");
        payments_ = std::make_unique<events::Subscription>(
            events::SubscriptionOptions{.consumer = kLimitConsumer,
                                        .topics = {events::TopicOf("payment")},
                                        .database_url = settings.database_url,
                                        .kafka_brokers = settings.kafka_brokers,
                                        .batch_max = 2048,
                                        .gather = std::chrono::milliseconds(100)},
            [this](const auto& batch) {
                book_.Consume(batch);
                customers_.Limits().Consume(batch);  // it stores the positions: last
            });
        movements_ = std::make_unique<events::Subscription>(
            MovementsOf(settings), [this](const auto& batch) { monitor_.Consume(batch); });
        customers_.Start(settings);
        rescreening_ = std::make_unique<RescreeningWorker>(rescreener_);
        std::vector<grpc::Service*> services{&service_, &case_service_, &list_service_,
                                             &persons_, &monitoring_,   event_log_.get()};
        for (auto* service : customers_.Services()) services.push_back(service);
        server_ = std::make_unique<host::RpcServer>(settings, adapter_, services);
    }

    // The list is loaded when the constructor returns; screening needs no Kafka, so readiness does
    // not wait for it.
    bool Ready() override { return true; }
    void Drain() override { server_->Drain(); }

private:
    core::SystemClock clock_;
    async::Runtime runtime_;
    vault::ServiceVault vault_;
    postgres::ReadPool readers_;
    events::Outbox outbox_;
    VaultSealer sealer_;
    VaultNameDigests digests_;
    CaseBook book_;
    events::Outbox erasure_outbox_;  // a writer of its own, so a lane of its own
    ErasureBook erasures_;
    CaseReader reader_;
    events::Outbox list_outbox_;
    StoredListDesk lists_;
    events::OperatorLog operators_;
    rpc::Adapter adapter_;
    Customers customers_;
    StoredRescreenings rescreenings_;
    Rescreener rescreener_;
    ScreenPayment screen_;
    ReadCases cases_;
    ResolveCaseUseCase resolve_;
    WorkOnCase work_;
    DraftReport reports_;
    ComplianceService service_;
    CaseService case_service_;
    ListVersionService list_service_;
    events::Outbox monitor_outbox_;  // a writer, a lane
    MonitorBook monitor_;
    MonitoringService monitoring_;
    PersonServiceRpc persons_;
    std::unique_ptr<grpc::Service> event_log_;
    CaseGauges gauges_;
    async::Periodic count_{kCountEvery, [this] {
                               const auto counts =
                                   async::BlockOn(runtime_.GetExecutor(), cases_.Count());
                               if (counts) gauges_.Show(*counts);
                           }};
    std::unique_ptr<events::Subscription> payments_;
    std::unique_ptr<events::Subscription> movements_;
    std::unique_ptr<RescreeningWorker> rescreening_;
    std::unique_ptr<host::RpcServer> server_;
};

}  // namespace

std::vector<postgres::Migration> Migrations() {
    std::vector<postgres::Migration> migrations{events::EventStoreMigration()};
    for (const auto& own : postgres::MigrationsOf(embedded::compliance_migrations::kAll))
        migrations.push_back(own);
    migrations.push_back(vault::PersonKeysMigration("0006_person_keys"));
    std::ranges::sort(migrations, {}, &postgres::Migration::name);
    return migrations;
}

SanctionsList LoadList(const Config& config) {
    const auto files =
        config.list_folder.empty() ? BuiltInListFiles() : ReadListFolder(config.list_folder);
    if (!files) throw std::runtime_error("sanctions list refused: " + files.error().detail);
    auto list = ReadSanctionsList(*files, config.list_month);
    if (!list) throw std::runtime_error("sanctions list refused: " + list.error().detail);
    return std::move(*list);
}

KeptList FirstList(const Config& config, core::Timestamp at) {
    auto list = LoadList(config);
    ListVersion origin{.source = kOfacSource,
                       .format = "ofac-csv",
                       .version = {},
                       .date = config.list_month,
                       .checksum = core::Sha256(list.version),
                       .report = "{}",
                       .imported_by = config.list_folder.empty() ? "built in" : "CLEARWAY_OFAC_DIR",
                       .imported_at = at};
    return KeepList(std::move(origin), std::move(list));
}

std::unique_ptr<host::Application> MakeApp(const host::ServiceSettings& settings,
                                           const Config& config) {
    return std::make_unique<App>(settings, config);
}

}  // namespace clearway::compliance
