// SPDX-License-Identifier: Apache-2.0
#include "services/payment/app.h"

#include "async/runtime.h"
#include "events/event_log_rpc.h"
#include "events/operator_log.h"
#include "events/subscription.h"
#include "rpc/client.h"
#include "services/payment/events/erasures.h"
#include "services/payment/events/fact_codec.h"
#include "services/payment/events/file_facts.h"
#include "services/payment/events/on_compliance_events.h"
#include "services/payment/events/on_settlement_events.h"
#include "services/payment/peers/account_directory.h"
#include "services/payment/peers/compliance_client.h"
#include "services/payment/peers/event_log_client.h"
#include "services/payment/peers/fraud_client.h"
#include "services/payment/peers/ledger_client.h"
#include "services/payment/rpc/files/file_rpc.h"
#include "services/payment/rpc/instruction_rpc.h"
#include "services/payment/rpc/payment_rpc.h"
#include "services/payment/store/files/postgres_file_store.h"
#include "services/payment/store/files/sealed_files.h"
#include "services/payment/store/own_event_log.h"
#include "services/payment/store/postgres_payment_store.h"
#include "services/payment/store/sealed_terms.h"
#include "services/payment/usecase/files/file_worker.h"
#include "vault/service_vault.h"

namespace clearway::payment {
namespace {

constexpr char kSettlementConsumer[] = "payment.settlement-events";
constexpr char kComplianceConsumer[] = "payment.compliance-events";
// What an operator decided may take a moment; most facts of compliance are none of our concern.
constexpr std::chrono::milliseconds kOperatorGather{100};

rpc::PeerOptions Named(const std::string& name, const std::string& address,
                       const host::ServiceSettings& settings) {
    return {.name = name, .address = address, .tls = settings.tls};
}

events::OutboxOptions OutboxOf(const host::ServiceSettings& settings) {
    return {.service = "payment",
            .instance = settings.instance,
            .database_url = settings.database_url,
            .kafka_brokers = settings.kafka_brokers};
}

std::vector<core::Uuid> StreamsOf(const core::PaymentId& payment) { return {payment.value}; }

class App final : public host::Application {
public:
    App(const host::ServiceSettings& settings, const Config& config)
        : outbox_(OutboxOf(settings)),
          vault_(config.token, settings.database_url, clock_),
          readers_(settings.database_url, 2),
          store_({.name = "payment", .database_url = settings.database_url}, outbox_, readers_,
                 {.encode = EncodeFact, .decode = DecodeFact}, vault_),
          personal_(vault_),
          settlement_(Named("settlement", config.settlement_address, settings)),
          fraud_peer_(Named("fraud", config.fraud_address, settings)),
          compliance_peer_(Named("compliance", config.compliance_address, settings)),
          reconciliation_(Named("reconciliation", config.reconciliation_address, settings)),
          accounts_(settlement_, config.accounts_remembered_max),
          fraud_(fraud_peer_, config.fraud_limit),
          compliance_(compliance_peer_, config.screening_limit),
          ledger_(settlement_),
          own_log_(readers_),
          settlement_log_("settlement", settlement_),
          fraud_log_("fraud", fraud_peer_),
          compliance_log_("compliance", compliance_peer_),
          reconciliation_log_("reconciliation", reconciliation_),
          create_({store_, accounts_, fraud_, compliance_, ledger_, personal_, clock_},
                  config.create),
          change_(store_, clock_),
          read_(store_,
                {&own_log_, &settlement_log_, &fraud_log_, &compliance_log_, &reconciliation_log_}),
          resume_({store_, accounts_, compliance_, ledger_, clock_}, config.create),
          file_outbox_(events::PartOf(OutboxOf(settings), "files")),
          files_({.name = "files", .database_url = settings.database_url}, file_outbox_, readers_,
                 EncodeFileFact, vault_),
          file_seal_(vault_),
          receive_file_(files_, file_seal_, clock_, [this] { file_worker_.Notice(); }),
          read_files_(files_),
          cancel_file_(files_, clock_, [this] { file_worker_.Notice(); }),
          process_files_({files_, file_seal_, create_, clock_},
                         {.owner = settings.instance, .orders_at_once = config.file_orders_at_once},
                         runtime_.GetExecutor()),
          operators_(OutboxOf(settings), settings.operator_log_key, clock_),
          adapter_(runtime_.GetExecutor(), operators_),
          rpc_(adapter_, create_, change_, read_),
          instructions_(adapter_, read_),
          file_rpc_(adapter_, receive_file_, read_files_, cancel_file_),
          file_worker_(process_files_, files_, clock_, runtime_.GetExecutor()),
          event_log_(events::MakeEventLogService("payment", adapter_, readers_, StreamsOf)),
          server_(settings, adapter_, {&rpc_, &instructions_, &file_rpc_, event_log_.get()}),
          on_settlement_(SettlementOptions(settings),
                         [this](const auto& batch) { ApplySettlement(batch); }),
          on_compliance_(Options(settings, kComplianceConsumer, "compliance", kOperatorGather),
                         [this](const auto& batch) { ApplyCompliance(batch); }) {}

    // Without Kafka payments go on and facts wait, so readiness does not ask for it.
    bool Ready() override { return true; }
    void Drain() override { server_.Drain(); }

private:
    static events::SubscriptionOptions Options(const host::ServiceSettings& settings,
                                               const char* consumer, const char* service,
                                               std::chrono::milliseconds gather = {}) {
        return {.consumer = consumer,
                .topics = {events::TopicOf(service)},
                .database_url = settings.database_url,
                .kafka_brokers = settings.kafka_brokers,
                .instance = settings.instance,
                .gather = gather};
    }

    static events::SubscriptionOptions SettlementOptions(const host::ServiceSettings& settings) {
        auto options = Options(settings, kSettlementConsumer, "settlement");
        options.types = SettlementTypesOfInterest();
        return options;
    }

    void ApplySettlement(const std::vector<events::ReceivedEvent>& batch) {
        std::vector<Runner::Consumed> consumed;
        const auto now = clock_.Now();
        for (const auto& event : batch)
            consumed.push_back({events::MarkOf(event), OnSettlementEvent(event, now)});
        Consume(kSettlementConsumer, std::move(consumed));
    }

    // The keys of the erased go before the position moves: again after a crash, which changes
    // nothing.
    void EraseWhom(const std::vector<events::ReceivedEvent>& batch) {
        std::vector<core::Uuid> erased;
        for (const auto& event : batch)
            if (const auto person = ErasedPerson(event)) erased.push_back(*person);
        vault_.Persons().Erase(std::vector<vault::PersonId>(erased.begin(), erased.end()));
        accounts_.Forget(erased);
    }

    void ApplyCompliance(const std::vector<events::ReceivedEvent>& batch) {
        EraseWhom(batch);
        std::vector<Runner::Consumed> consumed;
        for (const auto& event : batch) {
            auto commands =
                async::BlockOn(runtime_.GetExecutor(), OnComplianceEvent(resume_, event));
            consumed.push_back({events::MarkOf(event), std::move(commands)});
        }
        Consume(kComplianceConsumer, std::move(consumed));
    }

    void Consume(const char* consumer, std::vector<Runner::Consumed> batch) {
        auto task = store_.GetRunner().Consume(consumer, std::move(batch));
        const auto done = async::BlockOn(runtime_.GetExecutor(), std::move(task));
        if (!done) throw std::runtime_error(std::string(done.error().Detail()));
    }

    core::SystemClock clock_;
    async::Runtime runtime_{2};
    events::Outbox outbox_;
    vault::ServiceVault vault_;
    postgres::ReadPool readers_;
    PostgresPaymentStore store_;
    SealedOrders personal_;
    rpc::Peer settlement_;
    rpc::Peer fraud_peer_;
    rpc::Peer compliance_peer_;
    rpc::Peer reconciliation_;
    CachingAccountDirectory accounts_;
    FraudClient fraud_;
    ComplianceClient compliance_;
    LedgerClient ledger_;
    OwnEventLog own_log_;
    EventLogClient settlement_log_;
    EventLogClient fraud_log_;
    EventLogClient compliance_log_;
    EventLogClient reconciliation_log_;
    CreatePayment create_;
    ChangePayment change_;
    ReadPayment read_;
    ResumePayment resume_;
    events::Outbox file_outbox_;
    PostgresFileStore files_;
    SealedFiles file_seal_;
    ReceiveFile receive_file_;
    ReadFiles read_files_;
    CancelFile cancel_file_;
    ProcessFiles process_files_;
    events::OperatorLog operators_;
    rpc::Adapter adapter_;
    PaymentRpc rpc_;
    InstructionRpc instructions_;
    FileRpc file_rpc_;
    FileWorker file_worker_;
    std::unique_ptr<grpc::Service> event_log_;
    host::RpcServer server_;
    events::Subscription on_settlement_;
    events::Subscription on_compliance_;
};

}  // namespace

std::unique_ptr<host::Application> MakeApp(const host::ServiceSettings& settings,
                                           const Config& config) {
    return std::make_unique<App>(settings, config);
}

}  // namespace clearway::payment
