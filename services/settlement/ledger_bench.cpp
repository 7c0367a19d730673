// SPDX-License-Identifier: Apache-2.0
// Transfers a second through the command runner, with many submitters: each payment is a hold and
// its posting, over a real database and broker. Usage: settlement_ledger_bench [seconds].
// CLEARWAY_DATABASE_URL names an empty database of its own; CLEARWAY_KAFKA_BROKERS the broker.
#include <algorithm>
#include <boost/asio/use_future.hpp>
#include <cstdio>
#include <cstdlib>

#include "async/runtime.h"
#include "services/settlement/app.h"
#include "services/settlement/events/outgoing.h"

namespace clearway::settlement {
namespace {

constexpr int kSubmitters = 64;
constexpr int kAccounts = 2'000;
const core::Currency kEur = *core::Currency::Parse("EUR");

core::AccountId AccountNumber(int number) {
    return core::DeriveAccountId("bench", std::to_string(number));
}

class Bench {
public:
    Bench(const std::string& url, const std::string& brokers)
        : outbox_({.service = "settlement-bench",
                   .instance = "bench",
                   .database_url = url,
                   .kafka_brokers = brokers}),
          store_(clock_, ToEvent, url),
          runner_(
              {.name = "ledger", .database_url = url}, outbox_,
              [this](auto& transaction, auto commands, auto& sink) {
                  return store_.Apply(transaction, commands, sink);
              },
              [this] { store_.Committed(); }) {}

    void Open() {
        for (int first = 0; first < kAccounts; first += kSubmitters) {
            std::vector<std::future<bool>> opened;
            for (int i = first; i < std::min(first + kSubmitters, kAccounts); ++i) {
                opened.push_back(boost::asio::co_spawn(runtime_.GetExecutor(), OpenOne(i),
                                                       boost::asio::use_future));
            }
            for (auto& one : opened) {
                if (!one.get()) throw std::runtime_error("an account was not opened");
            }
        }
    }

    void Run(const char* name, bool hot, std::chrono::seconds length) {
        const auto begun = std::chrono::steady_clock::now();
        std::vector<std::future<int>> submitters;
        for (int i = 0; i < kSubmitters; ++i) {
            submitters.push_back(boost::asio::co_spawn(
                runtime_.GetExecutor(), Pay(i, hot, begun + length), boost::asio::use_future));
        }
        int transfers = 0;
        for (auto& submitter : submitters) transfers += submitter.get();
        const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - begun);
        std::printf("%s: %lld transfers/s (hold and posting each), %d in %lld ms\n", name,
                    1000LL * transfers / spent.count(), transfers,
                    static_cast<long long>(spent.count()));
    }

private:
    async::Task<bool> OpenOne(int number) {
        Command open{.what = OpenAccount{
                         .account_id = AccountNumber(number),
                         .partner_id = "bench",
                         .currency = kEur,
                         .type = AccountType::kCustomer,
                         .sealed_holder_name = std::string(38, 'x'),  // as long as a sealed "Bench"
                         .holder_country = "DE"}};
        auto opening = runner_.Submit(std::move(open));
        const auto opened = co_await std::move(opening);
        Command credit{.what = CreditFromClearing{core::TransferId(core::Uuid::Random()),
                                                  "bench",
                                                  AccountNumber(number),
                                                  {kEur, 1'000'000'000}}};
        auto crediting = runner_.Submit(std::move(credit));
        const auto credited = co_await std::move(crediting);
        co_return opened.has_value() && credited.has_value();
    }

    async::Task<int> Pay(int submitter, bool hot, std::chrono::steady_clock::time_point end) {
        int paid = 0;
        unsigned random = static_cast<unsigned>(submitter) * 7919u + 1u;
        while (std::chrono::steady_clock::now() < end) {
            random = random * 1'664'525u + 1'013'904'223u;
            const int from = 1 + static_cast<int>((random >> 8) % (kAccounts / 2 - 1));
            const auto debtor = AccountNumber(from);
            const auto creditor = AccountNumber(hot ? 0 : from + kAccounts / 2);
            const core::PaymentId payment(core::Uuid::Random());
            const auto hold = core::DeriveHoldId(payment);
            const core::Money amount(kEur, 100);
            const auto expiry = clock_.Now() + std::chrono::hours(1);
            Command place{.what = PlaceHold{hold, payment, debtor, creditor, amount, expiry}};
            auto placing = runner_.Submit(std::move(place));
            const auto placed = co_await std::move(placing);
            Command post{.what = PostHold{hold, payment, debtor, creditor, amount}};
            auto posting = runner_.Submit(std::move(post));
            const auto posted = co_await std::move(posting);
            if (placed && posted) ++paid;
        }
        co_return paid;
    }

    core::SystemClock clock_;
    async::Runtime runtime_{2};
    events::Outbox outbox_;
    LedgerStore store_;
    LedgerRunner runner_;
};

int Main(int argc, char** argv) {
    const char* url = std::getenv("CLEARWAY_DATABASE_URL");
    const char* brokers = std::getenv("CLEARWAY_KAFKA_BROKERS");
    if (url == nullptr || brokers == nullptr) {
        std::fprintf(stderr, "CLEARWAY_DATABASE_URL and CLEARWAY_KAFKA_BROKERS must be set\n");
        return 2;
    }
    const std::chrono::seconds length(argc > 1 ? std::atoi(argv[1]) : 5);
    const auto migrations = Migrations();
    postgres::Migrate(url, migrations);
    Bench bench(url, brokers);
    bench.Open();
    bench.Run("spread over 1000 pairs of accounts", false, length);
    bench.Run("one hot account credited by all", true, length);
    return 0;
}

}  // namespace
}  // namespace clearway::settlement

int main(int argc, char** argv) { return clearway::settlement::Main(argc, argv); }
