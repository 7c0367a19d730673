// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/app.h"

#include <optional>
#include <stop_token>

#include "async/periodic.h"
#include "async/runtime.h"
#include "embedded/reconciliation_migrations.h"
#include "events/event_log_rpc.h"
#include "events/event_store.h"
#include "events/operator_log.h"
#include "events/outbox.h"
#include "events/subscription.h"
#include "services/reconciliation/book_keeper.h"
#include "services/reconciliation/domain/fact.h"
#include "services/reconciliation/events/incoming.h"
#include "services/reconciliation/events/lineage/kept_facts.h"
#include "services/reconciliation/events/statement_facts.h"
#include "services/reconciliation/peers/adjustment_client.h"
#include "services/reconciliation/rpc/exception_service.h"
#include "services/reconciliation/rpc/lineage/lineage_service.h"
#include "services/reconciliation/rpc/reconciliation_service.h"
#include "services/reconciliation/rpc/statement_service.h"
#include "services/reconciliation/rpc/three_way_service.h"
#include "services/reconciliation/store/break_store.h"
#include "services/reconciliation/store/lineage/stored_lineage_desk.h"
#include "services/reconciliation/store/old_books_store.h"
#include "services/reconciliation/store/statements/stored_exception_desk.h"
#include "services/reconciliation/store/statements/stored_run_desk.h"
#include "services/reconciliation/store/statements/stored_statement_desk.h"
#include "services/reconciliation/store/three_way_store.h"
#include "services/reconciliation/usecase/pace.h"
#include "telemetry/log.h"

namespace clearway::reconciliation {

namespace {

using events::Subscription;
using events::SubscriptionOptions;

constexpr std::size_t kRuntimeThreads = 2;
constexpr std::size_t kReaders = 2;
constexpr std::size_t kBatchMax = 8192;
constexpr std::chrono::milliseconds kGather(200);
constexpr std::chrono::milliseconds kPostEvery(10'000);
// Several times as long as a payment takes from authorised to settled, which it is then told of in
// one batch; short enough that the books are less than a second behind.
constexpr std::chrono::milliseconds kBatchInterval(500);

events::OutboxOptions OutboxOf(const host::ServiceSettings& settings) {
    return {.service = "reconciliation",
            .instance = settings.instance,
            .database_url = settings.database_url,
            .kafka_brokers = settings.kafka_brokers};
}

std::vector<core::Uuid> StreamsOf(const core::PaymentId& payment) {
    return {ReconciliationStream(payment)};
}

// One subscription to both sides: a batch then tells all of most payments, which are judged and
// written once.
SubscriptionOptions OptionsOf(const host::ServiceSettings& settings) {
    return {.consumer = kConsumer,
            .topics = {events::TopicOf("payment"), events::TopicOf("settlement")},
            .database_url = settings.database_url,
            .kafka_brokers = settings.kafka_brokers,
            .batch_max = kBatchMax,
            .gather = kGather};
}

// Members are destroyed from the last to the first: the reverse of this order is the stop order.
class App final : public host::Application {
public:
    App(const host::ServiceSettings& settings, const Config& config)
        : runtime_(kRuntimeThreads),
          readers_(settings.database_url, kReaders),
          outbox_(OutboxOf(settings)),
          keeper_(settings.database_url, outbox_, clock_, runtime_.GetExecutor(),
                  config.statements.accounts),
          breaks_(readers_),
          run_(keeper_, config.grace),
          operators_(OutboxOf(settings), settings.operator_log_key, clock_),
          adapter_(runtime_.GetExecutor(), operators_),
          service_(adapter_, run_, breaks_, stopping_.get_token()),
          statement_outbox_(events::PartOf(OutboxOf(settings), "statements")),
          statement_writer_(settings.database_url, statement_outbox_, ToStatementEvent),
          statement_desk_(statement_writer_, readers_,
                          {config.statements.accounts, config.statements.rules.mappings}),
          run_desk_(statement_writer_, *config.statements.rules.rules, config.statements.ages,
                    config.statements.accounts),
          three_ways_(readers_),
          statements_(adapter_, statement_desk_, run_desk_, three_ways_, clock_,
                      stopping_.get_token()),
          three_way_service_(adapter_, three_ways_),
          bank_accounts_(config.statements.accounts),
          settlement_(rpc::PeerOptions{"settlement", config.settlement_address, settings.tls}),
          adjustments_(settlement_),
          exception_desk_(statement_writer_, readers_, bank_accounts_),
          posting_(exception_desk_, adjustments_, clock_),
          exceptions_(adapter_, exception_desk_, posting_, clock_),
          lineage_desk_(readers_, ReadTrail),
          lineage_(adapter_, lineage_desk_, clock_),
          event_log_(events::MakeEventLogService("reconciliation", adapter_, readers_, StreamsOf)),
          pace_(kBatchInterval, kBatchMax, stopping_.get_token()),
          facts_(OptionsOf(settings), [this](const auto& batch) { Take(batch); }),
          schedule_(run_, config.interval, runtime_.GetExecutor()),
          old_books_(settings.database_url),
          shortener_(old_books_, clock_, config.keep),
          poster_(kPostEvery, [this] { PostWhatWaits(); }),
          server_(settings, adapter_,
                  {&service_, &statements_, &exceptions_, &three_way_service_, &lineage_,
                   event_log_.get()}) {
        if (config.keep.count() > 0) shortening_.emplace(shortener_);
    }

    // Nothing is proved without events, yet breaks can be listed: readiness is the server's alone.
    bool Ready() override { return true; }
    void Drain() override {
        stopping_.request_stop();
        server_.Drain();
    }

private:
    // What was approved when the ledger could not be had, or a process was killed.
    void PostWhatWaits() {
        try {
            static_cast<void>(async::BlockOn(runtime_.GetExecutor(), posting_.CountContradicted()));
            const auto posted = async::BlockOn(runtime_.GetExecutor(), posting_.PostAll());
            if (!posted)
                log::Warn("approved adjustments wait to be posted",
                          {{"code", core::Describe(posted.error().code).name}});
        } catch (const std::exception& error) {
            log::Warn("approved adjustments wait to be posted", {{"reason", error.what()}});
        }
    }

    void Take(const std::vector<events::ReceivedEvent>& batch) {
        keeper_.OnEvents(batch);
        pace_.After(batch.size());
    }

    std::stop_source stopping_;
    core::SystemClock clock_;
    async::Runtime runtime_;
    postgres::ReadPool readers_;
    events::Outbox outbox_;
    BookKeeper keeper_;
    BreakStore breaks_;
    ReconciliationRun run_;
    events::OperatorLog operators_;
    rpc::Adapter adapter_;
    ReconciliationService service_;
    events::Outbox statement_outbox_;
    StatementWriter statement_writer_;
    StoredStatementDesk statement_desk_;
    StoredRunDesk run_desk_;
    ThreeWayStore three_ways_;
    StatementService statements_;
    ThreeWayService three_way_service_;
    const BankAccounts bank_accounts_;
    rpc::Peer settlement_;
    AdjustmentClient adjustments_;
    StoredExceptionDesk exception_desk_;
    PostAdjustments posting_;
    ExceptionService exceptions_;
    StoredLineageDesk lineage_desk_;
    LineageService lineage_;
    std::unique_ptr<grpc::Service> event_log_;
    Pace pace_;
    Subscription facts_;
    Schedule schedule_;
    OldBooksStore old_books_;
    BookShortener shortener_;
    std::optional<BookShortenerThread> shortening_;
    async::Periodic poster_;
    host::RpcServer server_;
};

}  // namespace

std::vector<postgres::Migration> Migrations() {
    std::vector<postgres::Migration> migrations{events::EventStoreMigration()};
    for (const auto& own : postgres::MigrationsOf(embedded::reconciliation_migrations::kAll))
        migrations.push_back(own);
    return migrations;
}

std::unique_ptr<host::Application> MakeApp(const host::ServiceSettings& settings,
                                           const Config& config) {
    return std::make_unique<App>(settings, config);
}

}  // namespace clearway::reconciliation
