// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/list/combine_lists.h"

#include <gtest/gtest.h>

#include "services/compliance/domain/list/entry_digest.h"

namespace clearway::compliance {
namespace {

SanctionsList ListOf(std::string version, const std::vector<std::string>& ids) {
    SanctionsList list{.version = std::move(version), .entries = {}, .names = {}};
    for (const auto& id : ids) {
        const auto place = static_cast<std::uint32_t>(list.entries.size());
        list.entries.push_back({.number = place + 36, .program = "p", .id = id});
        list.names.push_back({place, NameQuality::kPrimary, "NAME " + list.version + id});
        list.names.push_back({place, NameQuality::kAlias, "ALIAS " + list.version + id});
    }
    return list;
}

TEST(CombineLists, TellsEntriesOfTwoPublishersApartThatHaveTheSameId) {
    const auto all = CombineLists({{kOfacSource, ListOf("o", {"36", "37"})},
                                   {"eu", ListOf("e", {"36"})},
                                   {"un", ListOf("u", {"QDi.001", "36"})}});
    EXPECT_EQ(all.version, "o + e + u");
    ASSERT_EQ(all.entries.size(), 5U);
    EXPECT_EQ(all.entries[0].id, "ofac:36");
    EXPECT_EQ(all.entries[0].number, 36);
    EXPECT_EQ(all.entries[2].id, "eu:36");
    EXPECT_EQ(all.entries[3].id, "un:QDi.001");
    for (std::size_t i = 2; i < 5; ++i) {
        EXPECT_GT(all.entries[i].number, std::int64_t{1} << 61);
        for (std::size_t j = 0; j < i; ++j) EXPECT_NE(all.entries[i].number, all.entries[j].number);
    }
    ASSERT_EQ(all.names.size(), 10U);
    for (const auto& name : all.names) {
        const auto& id = all.entries[name.entry].id;
        EXPECT_EQ(name.name.substr(name.name.find(' ') + 1),
                  id.substr(0, 1) + id.substr(id.find(':') + 1));
    }
}

TEST(CombineLists, LeavesASingleListItsVersion) {
    EXPECT_EQ(
        CombineLists({{kOfacSource, ListOf("ofac-sdn-2021-07/17caaae05e97", {"36"})}}).version,
        "ofac-sdn-2021-07/17caaae05e97");
}

TEST(DigestEntries, ChangesWithAllThatAnEntrySaysAndWithNothingElse) {
    const auto digest = [](const SanctionsList& list) { return DigestEntries(list).at(0); };
    auto list = ListOf("o", {"36"});
    list.entries[0].facts = {.births = {{.year_from = 1962, .year_to = 1962}, {1970, 1971}},
                             .countries = {"SY", "LB"},
                             .identifiers = {"N30455", "L1"}};
    const auto before = digest(list);
    auto same = list;
    same.version = "next";
    same.entries[0].id = "ofac:36";
    std::swap(same.names[0], same.names[1]);
    std::swap(same.entries[0].facts.births[0], same.entries[0].facts.births[1]);
    std::swap(same.entries[0].facts.countries[0], same.entries[0].facts.countries[1]);
    EXPECT_EQ(digest(same), before);
    const std::vector<void (*)(SanctionsList&)> changes = {
        [](auto& of) { of.entries[0].type = EntryType::kVessel; },
        [](auto& of) { of.entries[0].program = "q"; },
        [](auto& of) { of.names[1].name += "x"; },
        [](auto& of) { of.names[1].quality = NameQuality::kWeakAlias; },
        [](auto& of) { of.names.pop_back(); },
        [](auto& of) { of.entries[0].facts.births[1].day = 1; },
        [](auto& of) { of.entries[0].facts.countries[0] = "SZ"; },
        [](auto& of) { of.entries[0].facts.identifiers.pop_back(); }};
    for (std::size_t i = 0; i < changes.size(); ++i) {
        auto changed = list;
        changes[i](changed);
        EXPECT_NE(digest(changed), before) << i;
    }
}

}  // namespace
}  // namespace clearway::compliance
