// SPDX-License-Identifier: Apache-2.0
// The database and the memory of a backtest give the same answers, and so raise the same alerts.
#include "services/compliance/store/movement_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <limits>
#include <random>
#include <sstream>

#include "postgres/row.h"
#include "services/compliance/app.h"
#include "services/compliance/monitoring/monitor_test_support.h"
#include "services/compliance/offline/monitor_command.h"
#include "services/compliance/offline/movements_in_memory.h"
#include "services/compliance/store/movement_partitions.h"
#include "testing/test_database.h"

namespace clearway::compliance {
namespace {

using namespace std::chrono_literals;

using Alerts = std::vector<std::pair<core::Uuid, std::string>>;

// Traffic among as many accounts, of amounts that rules look at.
Movements Traffic(std::uint64_t seed, int count, std::uint64_t accounts,
                  std::chrono::microseconds apart) {
    std::mt19937_64 random(seed);
    Movements movements;
    const auto name = [&] {
        const auto number = random() % accounts;
        if (number == 0) return std::string("!bank");
        return "n" + std::to_string(number) + "@p" + std::to_string(number / 2);
    };
    for (int i = 0; i < count; ++i) {
        const auto from = name();
        auto to = name();
        while (to == from) to = name();
        const std::int64_t amounts[] = {20, 700, 1'050, 2'000, 8'100, 9'500, 12'000};
        auto at = kNoon + i * apart;
        if (random() % 10 == 0) at -= std::chrono::minutes(random() % 600);
        movements.Add(at, from, to, Euros(amounts[random() % 7]));
    }
    return movements;
}

class MovementStore : public ::testing::Test {
protected:
    template <class Work>
    auto In(Work work) {
        postgres::Transaction transaction(connection_.Get());
        StoredMonitoring memory(transaction);
        auto result = work(memory, transaction);
        transaction.commit();
        return result;
    }
    void Prepare(const Movements& movements) {
        std::set<core::Timestamp> times;
        PartyOfAccount parties;
        for (const auto& movement : movements.all) {
            times.insert(movement.at);
            for (const auto* end : {&movement.debtor, &movement.creditor})
                if (end->party) parties.emplace(end->id, *end->party);
        }
        partitions_.MakeFor(times, kNoon + 365 * kDay);
        In([&](auto&, auto& transaction) {
            SaveAccountParties(transaction, parties);
            return 0;
        });
    }
    Alerts Judge(std::span<const Movement> batch) {
        return In([&](auto& memory, auto&) { return AlertsOf(memory, batch); });
    }
    Alerts AlertsOf(MonitoringMemory& memory, std::span<const Movement> batch) {
        Alerts alerts;
        for (const auto& alert : Monitor(memory, *policy_, {}, batch).alerts)
            alerts.emplace_back(alert.alert_id, alert.evidence);
        return alerts;
    }

    testing::TestDatabase database_{"compliance", Migrations()};
    postgres::Connection connection_{database_.Url()};
    MovementPartitions partitions_{database_.Url()};
    SharedMonitoringPolicy policy_ = PolicyOf(EnforcedPolicyText());
};

TEST_F(MovementStore, RaisesTheAlertsOfABacktest) {
    const auto movements = Traffic(5, 600, 14, 60min);
    Prepare(movements);
    MovementsInMemory offline;
    const auto expected = AlertsOf(offline, movements.all);
    ASSERT_GT(expected.size(), 30U);
    Alerts raised;
    std::mt19937_64 random(5);
    std::span<const Movement> rest(movements.all);
    while (!rest.empty()) {
        const auto batch = rest.first(std::min<std::size_t>(rest.size(), 1 + random() % 90));
        for (auto& alert : Judge(batch)) raised.push_back(std::move(alert));
        rest = rest.subspan(batch.size());
    }
    EXPECT_EQ(raised, expected);
}

TEST_F(MovementStore, GivesBackWhatItKeepsInTheOrderInWhichItBecameKnown) {
    const auto movements = Traffic(6, 40, 5, 1h);
    Prepare(movements);
    Judge(movements.all);
    const auto kept =
        In([](auto&, auto& transaction) { return ReadMovements(transaction, 10, 20); });
    ASSERT_EQ(kept.size(), 20U);
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const auto& expected = movements.all[i + 10];
        EXPECT_EQ(kept[i].sequence, expected.sequence);
        EXPECT_EQ(kept[i].id, expected.id);
        EXPECT_EQ(kept[i].at, expected.at);
        EXPECT_EQ(kept[i].debtor, expected.debtor);
        EXPECT_EQ(kept[i].creditor, expected.creditor);
        EXPECT_EQ(kept[i].amount, expected.amount);
    }
}

TEST_F(MovementStore, LetsTheMonitorCommandJudgeWhatItKeeps) {
    Movements movements;
    for (int i = 0; i < 3; ++i) movements.Add(kNoon + i * 1h, "payer", "!shop", Euros(9'000));
    Prepare(movements);
    Judge(movements.all);
    ASSERT_EQ(setenv("CLEARWAY_DATABASE_URL", database_.Url().c_str(), 1), 0);
    std::ostringstream out, faults;
    const std::vector<std::string> words{"--history"};
    EXPECT_EQ(RunMonitor(words, out, faults), 0) << faults.str();
    EXPECT_THAT(out.str(), ::testing::HasSubstr("3 movements, 1 alerts of aml-baseline/1"));
    EXPECT_THAT(out.str(), ::testing::HasSubstr(AccountNamed("payer").id.ToString()));
    unsetenv("CLEARWAY_DATABASE_URL");
}

TEST_F(MovementStore, DropsDaysThatNoWindowReachesAndNotForATimeThatLiesAhead) {
    const auto days = [&] {
        return In([](auto&, auto& transaction) {
            return postgres::ListPartitions(transaction, "movements").size();
        });
    };
    partitions_.MakeFor({kNoon, kNoon + kDay}, kNoon + kDay);
    EXPECT_EQ(days(), 2U);
    partitions_.MakeFor({kNoon + 400 * kDay}, kNoon + kDay);  // of a clock that is wrong
    EXPECT_EQ(days(), 3U);
    partitions_.MakeFor({kNoon + 37 * kDay}, kNoon + 37 * kDay);
    EXPECT_EQ(days(), 2U);
    partitions_.MakeFor({kNoon}, kNoon + 37 * kDay);  // late: it is made again
    EXPECT_EQ(days(), 3U);
}

// CPU that a process of this machine has had; nothing when the server runs elsewhere.
std::int64_t MicrosecondsOf(const std::string& process) {
    std::ifstream file("/proc/" + process + "/stat");
    std::string text(std::istreambuf_iterator<char>(file), {});
    const auto end = text.rfind(')');
    if (end == std::string::npos) return 0;
    std::istringstream fields(text.substr(end + 1));
    std::string skipped;
    for (int i = 0; i < 11; ++i) fields >> skipped;
    std::int64_t user = 0, system = 0;
    fields >> user >> system;
    return (user + system) * 1'000'000 / sysconf(_SC_CLK_TCK);
}

// The bound is lax, for busy machines; the figures are in the output.
TEST_F(MovementStore, CostsLittleForEachMovement) {
    constexpr int kCount = 10'000;
    const auto backend = In([](auto&, auto& transaction) {
        return postgres::AsText(transaction.exec1("SELECT pg_backend_pid()")[0]);
    });
    for (const auto& [what, amount] : {std::pair("small ones", 40), {"all followed", 2'000}}) {
        std::mt19937_64 random(9);
        Movements movements;
        for (int i = 0; i < kCount; ++i) {
            const auto from = "n" + std::to_string(random() % 2'000);
            movements.Add(kNoon + i * 1ms, from, "m" + std::to_string(random() % 2'000),
                          Euros(amount));
        }
        Prepare(movements);
        std::span<const Movement> rest(movements.all);
        const auto cpu = MicrosecondsOf("self"), server_cpu = MicrosecondsOf(backend);
        for (; !rest.empty(); rest = rest.subspan(250)) Judge(rest.first(250));
        const auto spent = (MicrosecondsOf("self") - cpu) / kCount;
        std::cout << "[ MEASURE  ] " << what << ", in batches of 250: " << spent
                  << " us CPU a movement, and " << (MicrosecondsOf(backend) - server_cpu) / kCount
                  << " us of PostgreSQL\n";
        EXPECT_LT(spent, 20'000);
    }
}

}  // namespace
}  // namespace clearway::compliance
