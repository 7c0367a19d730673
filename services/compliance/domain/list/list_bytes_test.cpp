// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/list/list_bytes.h"

#include <gtest/gtest.h>

#include "services/compliance/domain/list/entry_digest.h"
#include "services/compliance/domain/list/list_delta.h"

namespace clearway::compliance {
namespace {

SanctionsList Small() {
    SanctionsList list{.version = "un-2026-11-02/abc", .entries = {}, .names = {}};
    list.entries.push_back({.number = 36,
                            .type = EntryType::kIndividual,
                            .program = "SDGT",
                            .id = "QDi.001",
                            .facts = {.births = {{1962, 1965, 11, 26}},
                                      .countries = {"SY", "nowhere"},
                                      .identifiers = {"N30455"}}});
    list.entries.push_back(
        {.number = std::int64_t{1} << 62, .type = EntryType::kAircraft, .program = "", .id = "2"});
    list.names = {{0, NameQuality::kPrimary, "DOE, John"},
                  {1, NameQuality::kPrimary, std::string("a\0b", 3)},
                  {0, NameQuality::kWeakAlias, "ДОУ"}};
    return list;
}

TEST(PackList, GivesTheSameListBack) {
    const auto list = Small();
    const auto bytes = PackList(list);
    const auto back = UnpackList(bytes);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->version, list.version);
    ASSERT_EQ(back->entries.size(), 2U);
    EXPECT_EQ(back->entries[0].number, 36);
    EXPECT_EQ(back->entries[1].number, std::int64_t{1} << 62);
    EXPECT_EQ(back->entries[0].id, "QDi.001");
    EXPECT_EQ(DigestEntries(*back), DigestEntries(list));
    const auto delta = CompareLists(list, *back);
    EXPECT_TRUE(delta.added.empty() && delta.gone.empty() && delta.changed.empty());
    ASSERT_EQ(back->names.size(), 3U);
    EXPECT_EQ(back->names[1].name, list.names[1].name);
    EXPECT_EQ(PackList(*back), bytes) << "the same list has the same bytes";
    EXPECT_TRUE(UnpackList(PackList({})));
}

TEST(UnpackList, RefusesBytesThatAreCutShortOrHaveMoreThanTheList) {
    const auto bytes = PackList(Small());
    for (std::size_t size = 0; size < bytes.size(); ++size)
        EXPECT_FALSE(UnpackList(bytes.substr(0, size))) << size;
    EXPECT_FALSE(UnpackList(bytes + '\0'));
}

TEST(UnpackList, TakesAnyBytesWithoutHarm) {
    const auto bytes = PackList(Small());
    for (std::size_t at = 0; at < bytes.size(); ++at)
        for (int bit = 0; bit < 8; ++bit) {
            auto flipped = bytes;
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
            const auto read = UnpackList(flipped);
            if (!read) continue;
            for (const auto& name : read->names) ASSERT_LT(name.entry, read->entries.size());
        }
}

}  // namespace
}  // namespace clearway::compliance
