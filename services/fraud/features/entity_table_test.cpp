// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/features/entity_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <list>
#include <random>

namespace clearway::fraud {
namespace {

core::Uuid Key(std::uint32_t number) {
    return core::Uuid::Derive(core::Uuid(), std::to_string(number));
}

TEST(EntityTable, ForgetsWhatWasNotUsedForLongest) {
    constexpr std::size_t kCapacity = 37;
    EntityTable<int> table(kCapacity);
    std::list<std::pair<std::uint32_t, int>> model;  // the one used last in front
    std::mt19937 random(1);
    for (int step = 0; step < 20'000; ++step) {
        const auto number = static_cast<std::uint32_t>(random() % 60);
        const auto known = std::ranges::find(model, number, &std::pair<std::uint32_t, int>::first);
        const auto* found = table.Find(Key(number));
        ASSERT_EQ(found != nullptr, known != model.end()) << step;
        if (found != nullptr) {
            ASSERT_EQ(*found, known->second);
            model.splice(model.begin(), model, known);
        } else {
            if (model.size() == kCapacity) model.pop_back();
            model.emplace_front(number, 0);
        }
        table.Touch(Key(number)) += step;
        model.front().second += step;
        ASSERT_EQ(table.Size(), model.size());
    }
    auto expected = model.rbegin();
    table.ForEach([&](const core::Uuid& key, int value) {
        EXPECT_EQ(key, Key(expected->first));
        EXPECT_EQ(value, expected->second);
        ++expected;
    });
    EXPECT_EQ(expected, model.rend());
}

TEST(EntityTable, RefusesASizeThatMakesNoSense) {
    EXPECT_THROW(EntityTable<int>(0), std::invalid_argument);
    EXPECT_THROW(EntityTable<int>(2'000'000'000), std::invalid_argument);
}

}  // namespace
}  // namespace clearway::fraud
