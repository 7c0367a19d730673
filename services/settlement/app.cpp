// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/app.h"

#include <algorithm>

#include "embedded/settlement_migrations.h"
#include "events/event_store.h"
#include "services/settlement/events/outgoing.h"
#include "services/settlement/events/window_facts.h"
#include "services/settlement/rails/outgoing_way.h"

namespace clearway::settlement {
namespace {

constexpr std::size_t kRuntimeThreads = 2;
constexpr std::size_t kReaders = 3;
constexpr std::size_t kWholeLedgerReaders = 1;
constexpr std::size_t kWholeLedgerWaitingMax = 1;
// Most facts of compliance are none of the ledger's concern.
constexpr std::chrono::milliseconds kErasuresGather{100};
// They are by key: a plan made anew for each would take longer than the read.
constexpr const char* kReaderSettings = "-c plan_cache_mode=force_generic_plan";
// Below the time that a graceful stop may take, because it waits for a read that runs.
constexpr const char* kWholeLedgerSettings = "-c statement_timeout=25s";

events::OutboxOptions OutboxOf(const host::ServiceSettings& settings) {
    return {.service = "settlement",
            .instance = settings.instance,
            .database_url = settings.database_url,
            .kafka_brokers = settings.kafka_brokers};
}

std::vector<core::Uuid> StreamsOfPayment(const core::PaymentId& payment) {
    return {core::DeriveHoldId(payment).value, rails::DeriveRailTransferId(payment).value};
}

}  // namespace

std::vector<postgres::Migration> Migrations() {
    std::vector<postgres::Migration> migrations{events::EventStoreMigration()};
    for (const auto& step : postgres::MigrationsOf(embedded::settlement_migrations::kAll)) {
        migrations.push_back(step);
    }
    migrations.push_back(vault::PersonKeysMigration("0003_person_keys"));
    std::ranges::sort(migrations, {}, &postgres::Migration::name);
    return migrations;
}

App::App(const host::ServiceSettings& settings, const vault::TokenSettings& token,
         const WindowSettings& windows, const RailSettings& rails, bool sandbox)
    : runtime_(kRuntimeThreads),
      vault_(token, settings.database_url, clock_),
      readers_(postgres::WithSettings(settings.database_url, kReaderSettings), kReaders),
      whole_ledger_(postgres::WithSettings(settings.database_url, kWholeLedgerSettings),
                    kWholeLedgerReaders, kWholeLedgerWaitingMax),
      outbox_(OutboxOf(settings)),
      store_(clock_, ToEvent, settings.database_url, windows.models),
      runner_(
          {.name = "ledger", .database_url = settings.database_url}, outbox_,
          [this](auto& transaction, auto commands, auto& sink) {
              return store_.Apply(transaction, commands, sink);
          },
          [this] { store_.Committed(); }),
      ledger_(runner_),
      reader_(readers_, whole_ledger_, vault_),
      suspense_reader_(readers_),
      names_(vault_),
      expiry_(reader_, ledger_, clock_, runtime_.GetExecutor()),
      window_outbox_(events::PartOf(OutboxOf(settings), "windows")),
      window_store_(clock_, ToSettlingEvent),
      window_runner_({.name = "windows", .database_url = settings.database_url}, window_outbox_,
                     [this](auto& transaction, auto commands, auto& sink) {
                         return window_store_.Apply(transaction, commands, sink);
                     }),
      window_desk_(window_runner_),
      window_reader_(readers_, whole_ledger_),
      settler_(window_reader_, window_desk_, ledger_, clock_, runtime_.GetExecutor(), windows.fees),
      schedule_(windows.cut_offs, window_reader_, ledger_, clock_, runtime_.GetExecutor(),
                [this] { settler_.Notice(); }),
      routing_(rails.table),
      rails_(MakeRails(settings, rails)),
      operators_(OutboxOf(settings), settings.operator_log_key, clock_),
      adapter_(runtime_.GetExecutor(), operators_),
      accounts_(adapter_, {.ledger = ledger_, .reader = reader_, .names = names_}, sandbox),
      books_(adapter_, ledger_, reader_,
             [this](core::Timestamp expires_at) { expiry_.Notice(expires_at); }),
      windows_(adapter_, {.ledger = ledger_, .desk = window_desk_, .reader = window_reader_},
               [this] { settler_.Notice(); }),
      suspense_(adapter_, {.ledger = ledger_, .reader = suspense_reader_}),
      rail_transfers_(rails_ ? std::make_unique<RailTransferServiceRpc>(adapter_, rails_->Desk())
                             : nullptr),
      event_log_(events::MakeEventLogService("settlement", adapter_, readers_, StreamsOfPayment)),
      server_(settings, adapter_, Services()),
      payment_events_({.consumer = kPaymentEventsConsumer,
                       .topics = {events::TopicOf("payment")},
                       .database_url = settings.database_url,
                       .kafka_brokers = settings.kafka_brokers,
                       .types = TypesOfInterest()},
                      PaymentEventsHandler(runner_, runtime_.GetExecutor(), Routing())),
      erasures_({.consumer = kErasuresConsumer,
                 .topics = {events::TopicOf("compliance")},
                 .database_url = settings.database_url,
                 .kafka_brokers = settings.kafka_brokers,
                 .types = ErasureTypes(),
                 .gather = kErasuresGather},
                ErasureHandler(vault_.Persons(), runner_, runtime_.GetExecutor())) {}

std::unique_ptr<RailParts> App::MakeRails(const host::ServiceSettings& settings,
                                          const RailSettings& rails) {
    RequireRailsOfOpenPayments(settings.database_url, routing_ ? &*routing_ : nullptr);
    if (!routing_) return nullptr;
    return std::make_unique<RailParts>(settings, rails, RailParts::Ledger{runner_, reader_},
                                       readers_, clock_, runtime_.GetExecutor());
}

std::vector<grpc::Service*> App::Services() {
    std::vector<grpc::Service*> services{&accounts_, &books_, &windows_, &suspense_,
                                         event_log_.get()};
    if (rail_transfers_) services.push_back(rail_transfers_.get());
    return services;
}

LeavesByRail App::Routing() {
    if (!routing_) return {};
    return [this](const rails::RailOrder& order) {
        return rails::LeavesByRail(*routing_, order, clock_.Now());
    };
}

// Kafka may be away: what is asked of the ledger is answered, facts wait in the outbox.
bool App::Ready() { return true; }

void App::Drain() { server_.Drain(); }

}  // namespace clearway::settlement
