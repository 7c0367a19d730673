// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/app.h"

#include <atomic>

#include "async/runtime.h"
#include "embedded/rail_simulator_migrations.h"
#include "services/rail_simulator/books/rail_book.h"
#include "services/rail_simulator/rpc/operator_lines.h"
#include "services/rail_simulator/rpc/rail_service.h"
#include "services/rail_simulator/rpc/simulator_service.h"
#include "services/rail_simulator/usecase/due_watch.h"
#include "telemetry/log.h"

namespace clearway::rail_simulator {
namespace {

constexpr std::size_t kRuntimeThreads = 2;
constexpr std::size_t kReaders = 2;

// Members are destroyed from the last to the first: the reverse of this order is the stop order.
class App final : public Simulator {
public:
    explicit App(const host::ServiceSettings& settings)
        : watch_runtime_(1),
          runtime_(kRuntimeThreads),
          readers_(settings.database_url, kReaders),
          reader_(readers_),
          book_({.database_url = settings.database_url,
                 .answered = [this] { bell_.Ring(); },
                 .due = [this](core::Timestamp due) { Notice(due); }},
                clock_),
          exchange_({book_, reader_, bell_, acknowledged_}),
          adapter_(runtime_.GetExecutor(), operators_),
          rail_service_(adapter_, exchange_),
          simulator_service_(adapter_, book_, reader_),
          watch_(book_, clock_, watch_runtime_.GetExecutor()),
          server_(settings, adapter_, {&rail_service_, &simulator_service_}) {
        has_watch_ = true;
        log::Warn("this is a simulator of payment rails, for development: no money moves here");
    }
    ~App() override {
        has_watch_ = false;
        bell_.Close();
    }

    bool Ready() override { return true; }
    void Drain() override {
        bell_.Close();
        server_.Drain();
    }
    int Port() const override { return server_.Port(); }

private:
    // Before the watch is there, nothing waits for it: it looks when it starts.
    void Notice(core::Timestamp due) {
        if (has_watch_) watch_.Notice(due);
    }

    core::SystemClock clock_;
    async::Runtime watch_runtime_;
    Bell bell_;
    Acknowledged acknowledged_;
    std::atomic<bool> has_watch_ = false;
    async::Runtime runtime_;
    postgres::ReadPool readers_;
    StoredBookReader reader_;
    RailBook book_;
    Exchange exchange_;
    OperatorLines operators_;
    rpc::Adapter adapter_;
    RailService rail_service_;
    SimulatorService simulator_service_;
    DueWatch watch_;
    host::RpcServer server_;
};

}  // namespace

std::vector<postgres::Migration> Migrations() {
    return postgres::MigrationsOf(embedded::rail_simulator_migrations::kAll);
}

std::unique_ptr<Simulator> MakeApp(const host::ServiceSettings& settings) {
    return std::make_unique<App>(settings);
}

}  // namespace clearway::rail_simulator
