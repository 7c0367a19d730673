// SPDX-License-Identifier: Apache-2.0
#include "services/audit/app.h"

#include "async/runtime.h"
#include "events/operator_log.h"
#include "events/subscription.h"
#include "postgres/read_pool.h"
#include "services/audit/fact_log.h"
#include "services/audit/rpc/audit_service.h"
#include "services/audit/store/stored_proofs.h"

namespace clearway::audit {

namespace {

constexpr std::size_t kRuntimeThreads = 2;
constexpr std::size_t kReaders = 2;
// Nobody waits for an entry, so that a batch may hold much: it costs a transaction and a few tiles
// whether it has ten facts or a thousand.
constexpr std::size_t kBatchMax = 8'192;
constexpr std::chrono::milliseconds kGather(200);

events::SubscriptionOptions OptionsOf(const host::ServiceSettings& settings) {
    return {.consumer = kFactConsumer,
            .topics = FactTopics(),
            .database_url = settings.database_url,
            .kafka_brokers = settings.kafka_brokers,
            .instance = settings.instance,
            .batch_max = kBatchMax,
            .gather = kGather};
}

events::OutboxOptions OutboxOf(const host::ServiceSettings& settings) {
    return {.service = "audit",
            .instance = settings.instance,
            .database_url = settings.database_url,
            .kafka_brokers = settings.kafka_brokers};
}

// Members are destroyed from the last to the first: the reverse of this order is the stop order.
class App final : public host::Application {
public:
    App(const host::ServiceSettings& settings, const Config& config)
        : runtime_(kRuntimeThreads),
          readers_(settings.database_url, kReaders),
          proofs_(readers_),
          operators_(OutboxOf(settings), settings.operator_log_key, clock_),
          adapter_(runtime_.GetExecutor(), operators_),
          signer_(*config.signer),
          service_(adapter_, proofs_, signer_),
          keeper_(settings.database_url, *config.signer, config.pace),
          writer_(settings.database_url),
          log_(writer_, keeper_, runtime_.GetExecutor()),
          facts_(OptionsOf(settings), [this](const auto& batch) { log_.Take(batch); }),
          server_(settings, adapter_, {&service_}) {}

    // A log that does not fit its checkpoints goes on taking facts and giving proofs, but somebody
    // must look.
    bool Ready() override { return !keeper_.Refused(); }
    void Drain() override { server_.Drain(); }

private:
    core::SystemClock clock_;
    async::Runtime runtime_;
    postgres::ReadPool readers_;
    StoredProofs proofs_;
    events::OperatorLog operators_;
    rpc::Adapter adapter_;
    const LogSigner signer_;
    AuditService service_;
    CheckpointKeeper keeper_;
    LogWriter writer_;
    FactLog log_;
    events::Subscription facts_;
    host::RpcServer server_;
};

}  // namespace

std::unique_ptr<host::Application> MakeApp(const host::ServiceSettings& settings,
                                           const Config& config) {
    return std::make_unique<App>(settings, config);
}

}  // namespace clearway::audit
