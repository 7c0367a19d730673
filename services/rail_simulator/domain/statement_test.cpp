// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/domain/statement.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace clearway::rail_simulator {
namespace {

core::Money Euro(std::int64_t minor) { return {*core::Currency::Parse("EUR"), minor}; }

std::vector<StatementEntry> Entries(int count) {
    std::vector<StatementEntry> entries;
    for (int i = 0; i < count; ++i)
        entries.push_back({.servicer_reference = "PT" + std::to_string(i),
                           .amount = Euro(100 + i),
                           .booked = Day(std::chrono::days(20'000)),
                           .value = Day(std::chrono::days(20'000)),
                           .references = {.end_to_end_id = "E" + std::to_string(i)}});
    return entries;
}

std::map<BreakKind, int> Counts(const PlantedDay& day) {
    std::map<BreakKind, int> counts;
    for (const auto& one : day.breaks) ++counts[one.kind];
    return counts;
}

TEST(PlantBreaksTest, EachKindIsPlantedInOneOfAHundred) {
    const auto day = PlantBreaks(Entries(1000), "a");
    const auto counts = Counts(day);
    ASSERT_EQ(counts.size(), 6U);
    for (const auto& [kind, count] : counts) EXPECT_EQ(count, 10) << NameOf(kind);
    // 1000, ten missing, ten and ten more, ten in another account.
    EXPECT_EQ(day.entries.size(), 1000U);
    EXPECT_EQ(day.in_other_currency.size(), 10U);
    EXPECT_EQ(Counts(PlantBreaks(Entries(6), "a")).size(), 6U);
    EXPECT_EQ(PlantBreaks(Entries(2), "a").breaks.size(), 2U);
    EXPECT_TRUE(PlantBreaks({}, "a").breaks.empty());
}

TEST(PlantBreaksTest, TheTruthSaysWhatWasDone) {
    const auto entries = Entries(300);
    const auto day = PlantBreaks(entries, "a");
    const auto stated = [&](const StatementEntry& entry) {
        return std::ranges::count(day.entries, entry);
    };
    std::set<std::string> broken;
    for (const auto& [kind, truth, said] : day.breaks) {
        EXPECT_TRUE(!truth || broken.insert(truth->servicer_reference).second);
        switch (kind) {
            case BreakKind::kMissing:
                EXPECT_EQ(stated(*truth), 0);
                EXPECT_FALSE(said);
                break;
            case BreakKind::kExtra:
                EXPECT_FALSE(truth);
                EXPECT_EQ(stated(*said), 1);
                EXPECT_EQ(
                    std::ranges::count(entries, said->references, &StatementEntry::references), 0);
                break;
            case BreakKind::kDuplicate:
                EXPECT_EQ(stated(*truth), 1);
                EXPECT_EQ(stated(*said), 1);
                EXPECT_EQ(said->references, truth->references);
                break;
            case BreakKind::kWrongAmount:
                EXPECT_EQ(stated(*truth), 0);
                EXPECT_EQ(said->amount, Euro(truth->amount.MinorUnits() + 7));
                EXPECT_EQ(stated(*said), 1);
                break;
            case BreakKind::kWrongDate:
                EXPECT_EQ(said->value, truth->value + std::chrono::days(7));
                EXPECT_EQ(stated(*said), 1);
                break;
            case BreakKind::kWrongCurrency:
                EXPECT_EQ(stated(*truth), 0);
                EXPECT_EQ(said->amount.GetCurrency().Code(), "USD");
                EXPECT_EQ(std::ranges::count(day.in_other_currency, *said), 1);
                break;
        }
    }
    for (const auto& entry : entries)
        EXPECT_TRUE(broken.contains(entry.servicer_reference) || stated(entry) == 1);
}

TEST(PlantBreaksTest, TheSameSeedBreaksTheSame) {
    const auto once = PlantBreaks(Entries(300), "a"), again = PlantBreaks(Entries(300), "a"),
               other = PlantBreaks(Entries(300), "b");
    EXPECT_EQ(once.entries, again.entries);
    EXPECT_NE(once.entries, other.entries);
}

}  // namespace
}  // namespace clearway::rail_simulator
