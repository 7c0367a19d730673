// SPDX-License-Identifier: Apache-2.0
// What a cut-off costs: payments that were gathered for it become files of the batch rail, which
// are written down and sent. The book, its reader and the rail's language are real; what is to be
// paid is told after a wait, and the network takes all at once.
// Usage: settlement_rail_files_bench [payments] [wait_ms]. CLEARWAY_DATABASE_URL names an empty
// database of its own; CLEARWAY_KAFKA_BROKERS the broker.
#include <boost/asio/use_future.hpp>
#include <cstdio>
#include <cstdlib>

#include "async/pause.h"
#include "services/settlement/app.h"
#include "services/settlement/rails/adapters.h"
#include "services/settlement/rails/routing_file.h"
#include "services/settlement/test_clock_fixture.h"

namespace clearway::settlement {
namespace {

using Steady = std::chrono::steady_clock;

constexpr char kTable[] = R"({
  "id": "routing", "version": "1",
  "rails": [{"name": "files", "kind": "batch", "cost": {"EUR": 2}, "bic": "CLWYDEFF",
             "rail_bic": "FILEFRPP", "cut_offs": ["10:00"]}],
  "rules": [{"id": "all", "rails": ["files"]}]
})";
constexpr int kAtOnce = 500;  // below the length of the book's queue
const core::Timestamp kStart = core::FromMicros(1'767'225'600'000'000);
const core::Timestamp kCutOff = kStart + std::chrono::hours(10);

// Time during which at least one waits for a part of the platform.
class Busy {
public:
    void Begin() {
        const std::lock_guard lock(mutex_);
        ++calls_;
        if (waiting_++ == 0) since_ = Steady::now();
    }
    void End() {
        const std::lock_guard lock(mutex_);
        if (--waiting_ == 0) total_ += Steady::now() - since_;
    }
    void Print(const char* name) const {
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(total_).count();
        std::printf("  %-28s %6lld ms, calls: %d\n", name, static_cast<long long>(ms), calls_);
    }

private:
    std::mutex mutex_;
    int waiting_ = 0;
    int calls_ = 0;
    Steady::time_point since_;
    Steady::duration total_{};
};

class TimedBook final : public RailBookWriter {
public:
    explicit TimedBook(RailBookWriter& book) : book_(book) {}
    async::Task<core::Result<RailReply>> Submit(RailCommand command) override {
        busy.Begin();
        auto submitting = book_.Submit(std::move(command));
        auto reply = co_await std::move(submitting);
        busy.End();
        co_return reply;
    }
    Busy busy;

private:
    RailBookWriter& book_;
};

class SlowInstructions final : public RailInstructions {
public:
    explicit SlowInstructions(std::chrono::milliseconds wait) : wait_(wait) {}
    async::Task<core::Result<rails::Instruction>> Get(rails::RailOrder) override {
        using Text = core::Sensitive<std::string>;
        busy.Begin();
        auto waiting = async::Pause(wait_);
        co_await std::move(waiting);
        busy.End();
        co_return rails::Instruction{.debtor_name = Text("Grace Example"),
                                     .creditor_name = Text("Ada Example"),
                                     .creditor_iban = Text("FR1420041010050500013M02606"),
                                     .creditor_bic = "BNPAFRPP",
                                     .remittance_information = Text("invoice 4711")};
    }
    Busy busy;

private:
    const std::chrono::milliseconds wait_;
};

class Sink final : public RailNetwork {
public:
    async::Task<core::Result<core::Done>> Submit(std::string, rails::Message message) override {
        ++files;
        bytes += message.content.Reveal().size();
        co_return core::Done{};
    }
    async::Task<core::Result<std::vector<Received>>> Receive(std::string, std::int64_t,
                                                             int) override {
        co_return std::vector<Received>{};
    }
    int files = 0;
    std::size_t bytes = 0;
};

class Bench {
public:
    Bench(const std::string& url, const std::string& brokers, std::chrono::milliseconds wait)
        : readers_(url, 3),
          outbox_({.service = "settlement-bench",
                   .instance = "settlement-bench-0",
                   .database_url = url,
                   .kafka_brokers = brokers}),
          book_({.database_url = url, .table = table_}, outbox_, clock_, runtime_.GetExecutor()),
          instructions_(wait) {
        clock_.Set(kStart);
    }

    void Gather(int payments) {
        for (int first = 0; first < payments; first += kAtOnce) {
            std::vector<std::future<bool>> gathered;
            for (int i = first; i < std::min(first + kAtOnce, payments); ++i)
                gathered.push_back(boost::asio::co_spawn(runtime_.GetExecutor(), GatherOne(i),
                                                         boost::asio::use_future));
            for (auto& one : gathered)
                if (!one.get()) throw std::runtime_error("a payment was not gathered");
        }
    }

    void Make(int payments) {
        clock_.Set(kCutOff);
        usecase::RailFiles files({timed_, reader_, network_, instructions_, clock_}, table_,
                                 speakers_);
        const auto begun = Steady::now();
        const bool all = async::BlockOn(
            runtime_.GetExecutor(), files.Make({"files", *core::Currency::Parse("EUR"), kCutOff}));
        const auto took =
            std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - begun).count();
        std::printf("%d payments in %d files of %zu bytes in all%s: %lld ms\n", payments,
                    network_.files, network_.bytes, all ? "" : ", NOT ALL",
                    static_cast<long long>(took));
        instructions_.busy.Print("what is to be paid");
        timed_.busy.Print("the book");
    }

private:
    async::Task<bool> GatherOne(int number) {
        const auto payment = core::DerivePaymentId("bench", std::to_string(number));
        OpenRailTransfer open{.order = {.payment = payment,
                                        .partner_id = "bench",
                                        .debtor = core::DeriveAccountId("bench", "debtor"),
                                        .amount = core::Money(*core::Currency::Parse("EUR"), 1'00),
                                        .creditor_country = "FR"}};
        auto opening = book_.Submit(RailCommand(std::move(open)));
        const auto opened = co_await std::move(opening);
        RailStep gather{.id = rails::DeriveRailTransferId(payment),
                        .event = rails::Gather{{"files", "routing/1#all"}, kCutOff}};
        auto gathering = book_.Submit(RailCommand(std::move(gather)));
        const auto gathered = co_await std::move(gathering);
        co_return opened.has_value() && gathered.has_value();
    }

    const rails::RoutingTable table_ = *rails::ReadRoutingFile(kTable).table;
    const rails::Rails speakers_ = rails::MakeRails(table_).rails;
    testing::TestClock clock_;
    async::Runtime runtime_{2};
    postgres::ReadPool readers_;
    events::Outbox outbox_;
    RailBook book_;
    StoredRailReader reader_{readers_};
    TimedBook timed_{book_};
    SlowInstructions instructions_;
    Sink network_;
};

int Main(int argc, char** argv) {
    const char* url = std::getenv("CLEARWAY_DATABASE_URL");
    const char* brokers = std::getenv("CLEARWAY_KAFKA_BROKERS");
    if (url == nullptr || brokers == nullptr) {
        std::fprintf(stderr, "CLEARWAY_DATABASE_URL and CLEARWAY_KAFKA_BROKERS must be set\n");
        return 2;
    }
    const int payments = argc > 1 ? std::atoi(argv[1]) : 10'000;
    const std::chrono::milliseconds wait(argc > 2 ? std::atoi(argv[2]) : 1);
    const auto migrations = Migrations();
    postgres::Migrate(url, migrations);
    Bench bench(url, brokers, wait);
    bench.Gather(payments);
    bench.Make(payments);
    return 0;
}

}  // namespace
}  // namespace clearway::settlement

int main(int argc, char** argv) { return clearway::settlement::Main(argc, argv); }
