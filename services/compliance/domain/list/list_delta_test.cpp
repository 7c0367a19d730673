// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/list/list_delta.h"

#include <gtest/gtest.h>

namespace clearway::compliance {
namespace {

SanctionsList ListOf(const std::vector<std::string>& ids) {
    SanctionsList list;
    for (const auto& id : ids) {
        const auto place = static_cast<std::uint32_t>(list.entries.size());
        list.entries.push_back({.program = "p", .id = id});
        list.names.push_back({place, NameQuality::kPrimary, "NAME " + id});
        list.names.push_back({place, NameQuality::kAlias, "ALIAS " + id});
    }
    return list;
}

TEST(ListDeltaTest, TellsWhatCameWhatWentAndWhatChanged) {
    const auto before = ListOf({"1", "2", "3", "4"});
    auto after = ListOf({"5", "4", "2", "1"});
    after.entries[2].facts.births.push_back({.year_from = 1962, .year_to = 1962});
    after.entries[2].type = EntryType::kVessel;
    after.names[2].name = "OTHER 4";
    const auto delta = CompareLists(before, after);
    EXPECT_EQ(delta.previous_entries, 4U);
    ASSERT_EQ(delta.added.size(), 1U);
    EXPECT_EQ(delta.added[0].id, "5");
    EXPECT_EQ(delta.added[0].name, "NAME 5");
    ASSERT_EQ(delta.gone.size(), 1U);
    EXPECT_EQ(delta.gone[0].name, "NAME 3");
    ASSERT_EQ(delta.changed.size(), 2U);
    EXPECT_EQ(delta.changed[0].id, "4");
    EXPECT_EQ(delta.changed[0].what, "names");
    EXPECT_EQ(delta.changed[1].id, "2");
    EXPECT_EQ(delta.changed[1].what, "type, births");
}

TEST(ListDeltaTest, DoesNotMindTheOrderOfEntriesNamesAndFacts) {
    auto before = ListOf({"1", "2"});
    before.entries[0].facts.countries = {"NO", "SE"};
    auto after = ListOf({"2", "1"});
    after.entries[1].facts.countries = {"SE", "NO"};
    std::swap(after.names[0], after.names[1]);
    const auto delta = CompareLists(before, after);
    EXPECT_TRUE(delta.added.empty());
    EXPECT_TRUE(delta.gone.empty());
    EXPECT_TRUE(delta.changed.empty());
}

TEST(ListDeltaTest, HalfOfTheEntriesGoneIsTooMany) {
    const auto before = ListOf({"1", "2", "3", "4"});
    EXPECT_FALSE(LostTooMany(CompareLists(before, before)));
    EXPECT_FALSE(LostTooMany(CompareLists(before, ListOf({"1", "2", "3"}))));
    EXPECT_TRUE(LostTooMany(CompareLists(before, ListOf({"1", "2"}))));
    EXPECT_TRUE(LostTooMany(CompareLists(before, ListOf({"5", "6", "7", "8", "9"}))));
    EXPECT_TRUE(LostTooMany(CompareLists(before, {})));
    EXPECT_FALSE(LostTooMany(CompareLists({}, before)));
}

}  // namespace
}  // namespace clearway::compliance
