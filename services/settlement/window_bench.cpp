// SPDX-License-Identifier: Apache-2.0
// What a close costs: payments between two institutions go on while another process closes their
// window again and again; then a window of many transfers is closed and settled.
// Usage: settlement_window_bench [seconds] [transfers]. CLEARWAY_DATABASE_URL names an empty
// database of its own; CLEARWAY_KAFKA_BROKERS the broker.
#include <algorithm>
#include <atomic>
#include <boost/asio/use_future.hpp>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "async/runtime.h"
#include "services/settlement/app.h"
#include "services/settlement/events/outgoing.h"
#include "services/settlement/events/window_facts.h"

namespace clearway::settlement {
namespace {

using Steady = std::chrono::steady_clock;

constexpr int kSubmitters = 32;
constexpr int kAccounts = 2'000;  // the first half of one institution, the second of another
constexpr std::size_t kOrders = 500;
const core::Currency kEur = *core::Currency::Parse("EUR");

struct Span {
    Steady::time_point begun;
    Steady::time_point ended;

    std::int64_t Micros() const {
        return std::chrono::duration_cast<std::chrono::microseconds>(ended - begun).count();
    }
    bool Meets(const Span& other) const { return begun <= other.ended && other.begun <= ended; }
};

core::AccountId AccountNumber(int number) {
    return core::DeriveAccountId("bench", std::to_string(number));
}

std::string PartnerOf(int number) { return number < kAccounts / 2 ? "acme" : "globex"; }

std::int64_t Percentile(std::vector<std::int64_t> values, int percent) {
    if (values.empty()) return 0;
    const auto place = (values.size() - 1) * static_cast<std::size_t>(percent) / 100;
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(place),
                     values.end());
    return values[place];
}

// A process that writes the ledger.
struct Writer {
    Writer(const std::string& url, const std::string& brokers, const std::string& name)
        : outbox({.service = "settlement-bench",
                  .instance = name,
                  .database_url = url,
                  .kafka_brokers = brokers}),
          store(clock, ToEvent, url),
          runner(
              {.name = name, .database_url = url}, outbox,
              [this](auto& transaction, auto commands, auto& sink) {
                  return store.Apply(transaction, commands, sink);
              },
              [this] { store.Committed(); }) {}

    core::SystemClock clock;
    events::Outbox outbox;
    LedgerStore store;
    LedgerRunner runner;
};

class Bench {
public:
    Bench(std::string url, std::string brokers)
        : url_(std::move(url)),
          brokers_(std::move(brokers)),
          payments_(url_, brokers_, "payments"),
          closer_(url_, brokers_, "closer") {}

    void Open() {
        for (int first = 0; first < kAccounts; first += kSubmitters) {
            std::vector<std::future<bool>> opened;
            for (int i = first; i < std::min(first + kSubmitters, kAccounts); ++i)
                opened.push_back(Spawn(OpenOne(i)));
            for (auto& one : opened) {
                if (!one.get()) throw std::runtime_error("an account was not opened");
            }
        }
    }

    // Payments go on; half of the time nothing closes, then a window every tenth of a second.
    void CloseUnderLoad(std::chrono::seconds length) {
        const auto begun = Steady::now();
        std::vector<std::future<std::vector<Span>>> submitters;
        for (int i = 0; i < kSubmitters; ++i) submitters.push_back(Spawn(Pay(i, begun + length)));
        std::this_thread::sleep_until(begun + length / 2);
        std::vector<Span> closes;
        while (Steady::now() < begun + length - std::chrono::milliseconds(200)) {
            closes.push_back(Close());
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
        std::vector<std::int64_t> before, during, closing;
        std::size_t paid = 0;
        for (auto& submitter : submitters) {
            for (const auto& span : submitter.get()) {
                ++paid;
                const bool met = std::ranges::any_of(
                    closes, [&](const Span& close) { return close.Meets(span); });
                if (met) during.push_back(span.Micros());
                if (span.ended < closes.front().begun) before.push_back(span.Micros());
            }
        }
        for (const auto& close : closes) closing.push_back(close.Micros());
        std::printf(
            "%zu payments (hold and posting each) in %lld s, failed: %d, windows closed: %zu\n",
            paid, static_cast<long long>(length.count()), failed_.load(), closes.size());
        std::printf("p99 of a payment, us: before %lld (%zu), while a window closes %lld (%zu)\n",
                    static_cast<long long>(Percentile(before, 99)), before.size(),
                    static_cast<long long>(Percentile(during, 99)), during.size());
        std::printf("close by another process, us: median %lld, largest %lld\n",
                    static_cast<long long>(Percentile(closing, 50)),
                    static_cast<long long>(Percentile(closing, 100)));
    }

    void CloseMany(std::size_t transfers) {
        const auto filled = Measure([&] {
            std::vector<std::future<bool>> booked;
            for (int i = 0; i < 4; ++i) booked.push_back(Spawn(Fill(i, transfers / 4)));
            for (auto& one : booked) {
                if (!one.get()) throw std::runtime_error("transfers were not booked");
            }
        });
        const auto number = open_;
        const auto close = Close();
        std::printf("a window of %zu transfers, filled in %lld ms: closed in %lld us\n", transfers,
                    static_cast<long long>(filled.Micros() / 1'000),
                    static_cast<long long>(close.Micros()));
        Settle(number);
    }

private:
    template <class T>
    std::future<T> Spawn(async::Task<T> task) {
        return boost::asio::co_spawn(runtime_.GetExecutor(), std::move(task),
                                     boost::asio::use_future);
    }
    template <class Work>
    static Span Measure(Work work) {
        const auto begun = Steady::now();
        work();
        return {begun, Steady::now()};
    }

    Span Close() {
        return Measure([this] {
            const auto reply = async::BlockOn(
                runtime_.GetExecutor(),
                closer_.runner.Submit(Command{
                    .what = CloseWindow{.currency = kEur, .number = open_, .closed_by = "bench"}}));
            if (!reply) throw std::runtime_error("a window was not closed");
            open_ = std::get<WindowReply>(*reply).open;
        });
    }

    void Settle(std::int64_t number) {
        postgres::ReadPool readers(url_, 1);
        StoredWindowReader reader(readers, readers);
        events::Outbox outbox({.service = "settlement-bench",
                               .instance = "windows",
                               .database_url = url_,
                               .kafka_brokers = brokers_});
        WindowStore store(clock_, ToSettlingEvent);
        WindowRunner runner({.name = "windows", .database_url = url_}, outbox,
                            [&store](auto& transaction, auto commands, auto& sink) {
                                return store.Apply(transaction, commands, sink);
                            });
        StoredWindowDesk desk(runner);
        StoredLedgerWriter ledger(payments_.runner);
        auto outcome = usecase::Settlement::kUnavailable;
        const auto settled = Measure([&] {
            outcome = async::BlockOn(
                runtime_.GetExecutor(),
                usecase::SettleWindow(reader, desk, ledger, WindowKey{kEur, number}));
        });
        std::printf("its transfers counted again, netted and settled in %lld ms: %s\n",
                    static_cast<long long>(settled.Micros() / 1'000),
                    outcome == usecase::Settlement::kSettled ? "settled" : "NOT SETTLED");
    }

    async::Task<bool> OpenOne(int number) {
        Command open{.what = OpenAccount{.account_id = AccountNumber(number),
                                         .partner_id = PartnerOf(number),
                                         .currency = kEur,
                                         .type = AccountType::kCustomer,
                                         .sealed_holder_name = std::string(38, 'x'),
                                         .holder_country = "DE"}};
        auto opening = payments_.runner.Submit(std::move(open));
        const auto opened = co_await std::move(opening);
        Command credit{.what = CreditFromClearing{core::TransferId(core::Uuid::Random()),
                                                  PartnerOf(number),
                                                  AccountNumber(number),
                                                  {kEur, 1'000'000'000}}};
        auto crediting = payments_.runner.Submit(std::move(credit));
        const auto credited = co_await std::move(crediting);
        co_return opened.has_value() && credited.has_value();
    }

    async::Task<std::vector<Span>> Pay(int submitter, Steady::time_point end) {
        std::vector<Span> spans;
        unsigned random = static_cast<unsigned>(submitter) * 7919u + 1u;
        while (Steady::now() < end) {
            random = random * 1'664'525u + 1'013'904'223u;
            const int from = static_cast<int>((random >> 8) % kAccounts);
            const auto debtor = AccountNumber(from);
            const auto creditor = AccountNumber((from + kAccounts / 2) % kAccounts);
            const core::PaymentId payment(core::Uuid::Random());
            const auto hold = core::DeriveHoldId(payment);
            const core::Money amount(kEur, 100);
            const auto begun = Steady::now();
            Command place{.what = PlaceHold{hold, payment, debtor, creditor, amount,
                                            clock_.Now() + std::chrono::hours(1)}};
            auto placing = payments_.runner.Submit(std::move(place));
            const auto placed = co_await std::move(placing);
            Command post{.what = PostHold{hold, payment, debtor, creditor, amount}};
            auto posting = payments_.runner.Submit(std::move(post));
            const auto posted = co_await std::move(posting);
            if (!placed || !posted ||
                std::get<PostReply>(*posted).outcome != PostOutcome::kPosted) {
                ++failed_;
            }
            spans.push_back({begun, Steady::now()});
        }
        co_return spans;
    }

    async::Task<bool> Fill(int part, std::size_t transfers) {
        for (std::size_t done = 0; done < transfers; done += kOrders) {
            BookTransfers booking{.orders = {}, .booked_by = "bench"};
            for (std::size_t i = 0; i < std::min(kOrders, transfers - done); ++i) {
                const int from = (part * kAccounts / 4 + static_cast<int>(i)) % kAccounts;
                booking.orders.push_back(
                    {.transfer_id = core::TransferId(core::Uuid::Random()),
                     .debtor = AccountNumber(from),
                     .creditor = AccountNumber((from + kAccounts / 2) % kAccounts),
                     .amount = core::Money(kEur, 1 + static_cast<std::int64_t>(i))});
            }
            Command command{.what = std::move(booking)};
            auto submitting = payments_.runner.Submit(std::move(command), kOrders);
            const auto reply = co_await std::move(submitting);
            if (!reply) co_return false;
        }
        co_return true;
    }

    const std::string url_;
    const std::string brokers_;
    core::SystemClock clock_;
    async::Runtime runtime_{2};
    Writer payments_;
    Writer closer_;
    std::int64_t open_ = 1;
    std::atomic<int> failed_{0};
};

int Main(int argc, char** argv) {
    const char* url = std::getenv("CLEARWAY_DATABASE_URL");
    const char* brokers = std::getenv("CLEARWAY_KAFKA_BROKERS");
    if (url == nullptr || brokers == nullptr) {
        std::fprintf(stderr, "CLEARWAY_DATABASE_URL and CLEARWAY_KAFKA_BROKERS must be set\n");
        return 2;
    }
    const std::chrono::seconds length(argc > 1 ? std::atoi(argv[1]) : 20);
    const std::size_t transfers = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1'000'000;
    const auto migrations = Migrations();
    postgres::Migrate(url, migrations);
    Bench bench(url, brokers);
    bench.Open();
    bench.CloseUnderLoad(length);
    bench.CloseMany(transfers);
    return 0;
}

}  // namespace
}  // namespace clearway::settlement

int main(int argc, char** argv) { return clearway::settlement::Main(argc, argv); }
