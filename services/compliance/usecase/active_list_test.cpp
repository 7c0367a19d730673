// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/active_list.h"

#include <gtest/gtest.h>

#include <atomic>
#include <span>
#include <thread>

#include "services/compliance/domain/names/normalise.h"

namespace clearway::compliance {
namespace {

constexpr const char* kFirstListed[] = {"Odo Marchetto", "Ottavia Lindqvist"};
constexpr const char* kSecondListed[] = {"Brigitta Feldkamp", "Casimir Obuya"};

SanctionsList ListOf(std::string version, std::span<const char* const> names) {
    SanctionsList list{.version = std::move(version), .entries = {}, .names = {}};
    for (const auto* name : names) {
        const auto place = static_cast<std::uint32_t>(list.entries.size());
        list.entries.push_back(
            {.number = place + 1, .type = EntryType::kIndividual, .program = "p", .id = name});
        list.names.push_back({place, NameQuality::kPrimary, name});
    }
    return list;
}

std::shared_ptr<const LoadedLists> First() {
    return std::make_shared<const LoadedLists>(ListOf("first", kFirstListed), 16);
}
std::shared_ptr<const LoadedLists> Second() {
    return std::make_shared<const LoadedLists>(ListOf("second", kSecondListed), 16);
}

std::size_t HitsOf(const LoadedLists& lists, const char* name) {
    return lists.Screen(Normalise(name)).size();
}

TEST(ActiveListTest, RemembersNoMatchBeyondItsVersion) {
    ActiveList active(First());
    EXPECT_EQ(HitsOf(*active.Get(), "Odo Marchetto"), 1U);
    EXPECT_EQ(HitsOf(*active.Get(), "Odo Marchetto"), 1U);
    active.Use(Second());
    EXPECT_EQ(HitsOf(*active.Get(), "Odo Marchetto"), 0U);
    EXPECT_EQ(HitsOf(*active.Get(), "Casimir Obuya"), 1U);
}

TEST(ActiveListTest, KeepsTheListsOfACallThatIsUnderWayAndThenLetsThemGo) {
    ActiveList active(First());
    auto held = active.Get();
    const std::weak_ptr<const LoadedLists> old = held;
    active.Use(Second());
    EXPECT_EQ(held->Version(), "first");
    EXPECT_EQ(HitsOf(*held, "Ottavia Lindqvist"), 1U);
    held.reset();
    EXPECT_TRUE(old.expired());
}

// What one call sees: hits of all names of one list, of none of the other, and the fitting version.
bool IsWhole(const LoadedLists& lists) {
    const bool first = lists.Version() == "first";
    for (const auto* name : kFirstListed)
        if (HitsOf(lists, name) != (first ? 1U : 0U)) return false;
    for (const auto* name : kSecondListed)
        if (HitsOf(lists, name) != (first ? 0U : 1U)) return false;
    return true;
}

TEST(ActiveListTest, GivesEachCallOneWholeVersionWhileItSwitchesUnderTraffic) {
    constexpr int kSwitches = 400;
    ActiveList active(First());
    std::atomic<bool> stop = false;
    std::atomic<int> torn = 0;
    std::atomic<int> of_first = 0;
    std::atomic<int> of_second = 0;
    std::vector<std::thread> callers;
    for (int i = 0; i < 4; ++i)
        callers.emplace_back([&] {
            while (!stop) {
                const auto lists = active.Get();
                if (!IsWhole(*lists)) ++torn;
                ++(lists->Version() == "first" ? of_first : of_second);
            }
        });
    for (int i = 0; i < kSwitches || of_first == 0 || of_second == 0; ++i) {
        active.Use(i % 2 == 0 ? Second() : First());
        // What was switched to is what the next call gets.
        EXPECT_EQ(active.Get()->Version(), i % 2 == 0 ? "second" : "first");
    }
    stop = true;
    for (auto& caller : callers) caller.join();
    EXPECT_EQ(torn, 0);
    EXPECT_GT(of_first, 0);
    EXPECT_GT(of_second, 0);
}

}  // namespace
}  // namespace clearway::compliance
