// SPDX-License-Identifier: Apache-2.0
// How movements are cut into batches, and where a process begins anew, changes no alert.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "services/compliance/monitoring/monitor_test_support.h"
#include "services/compliance/offline/movements_in_memory.h"

namespace clearway::compliance {
namespace {

using namespace std::chrono_literals;

using Told = std::vector<std::tuple<std::string, std::string, std::string>>;

// Traffic among a few accounts that fires every rule, some of it late.
Movements Traffic(std::uint64_t seed, int count) {
    std::mt19937_64 random(seed);
    Movements movements;
    const auto name = [&] {
        const auto number = random() % 12;
        return number == 0 ? std::string("!bank")
                           : "n" + std::to_string(number) + "@p" + std::to_string(number / 2);
    };
    for (int i = 0; i < count; ++i) {
        auto at = kNoon + i * 97min + std::chrono::microseconds(random() % 1'000'000);
        if (random() % 10 == 0) at -= std::chrono::hours(random() % 72);
        const auto from = name();
        auto to = name();
        while (to == from) to = name();
        const std::int64_t amounts[] = {20, 700, 1'050, 2'000, 8'100, 9'500, 12'000};
        movements.Add(at, from, to,
                      Euros(amounts[random() % 7], random() % 8 == 0 ? "USD" : "EUR"));
    }
    return movements;
}

// The state goes through its bytes between two batches, as when a process begins anew.
void Restart(MovementsInMemory& memory, std::span<const Movement> batch) {
    std::vector<Subject> subjects;
    for (const auto& movement : batch) {
        for (const auto* end : {&movement.debtor, &movement.creditor}) {
            subjects.push_back({SubjectKind::kAccount, end->id});
            if (end->party) subjects.push_back({SubjectKind::kParty, *end->party});
        }
    }
    ActivityOf restored;
    for (const auto& [subject, activity] : memory.Load(subjects))
        restored.emplace(subject, Activity::Decode(activity.Encode()));
    memory.Save(restored);
}

template <class NextSize>
Told RunOver(const Movements& movements, NextSize next_size) {
    static const auto policy = PolicyOf(EnforcedPolicyText());
    MovementsInMemory memory;
    Told told;
    std::span<const Movement> rest(movements.all);
    while (!rest.empty()) {
        const auto batch = rest.first(std::min<std::size_t>(rest.size(), next_size()));
        for (const auto& alert : Monitor(memory, *policy, {}, batch).alerts)
            told.emplace_back(alert.alert_id.ToString(), alert.rule, alert.evidence);
        Restart(memory, batch);
        rest = rest.subspan(batch.size());
    }
    return told;
}

TEST(MonitorBatches, OfAnySizeRaiseTheSameAlertsWithTheSameEvidence) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        const auto movements = Traffic(seed, 400);
        const auto alone = RunOver(movements, [] { return 1; });
        std::set<std::string> rules;
        for (const auto& [id, rule, evidence] : alone) rules.insert(rule);
        EXPECT_GE(rules.size(), 4U) << "the traffic is to be worth judging";
        EXPECT_EQ(RunOver(movements, [] { return 1'000; }), alone) << "seed " << seed;
        std::mt19937_64 random(seed);
        EXPECT_EQ(RunOver(movements, [&] { return 1 + random() % 60; }), alone) << "seed " << seed;
    }
}

TEST(MonitorBatches, GiveNoAlertTheIdOfAnother) {
    std::set<std::string> ids;
    const auto told = RunOver(Traffic(3, 1'500), [] { return 100; });
    for (const auto& [id, rule, evidence] : told) ids.insert(id);
    EXPECT_EQ(ids.size(), told.size());
}

}  // namespace
}  // namespace clearway::compliance
