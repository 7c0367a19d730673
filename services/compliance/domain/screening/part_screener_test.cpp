// SPDX-License-Identifier: Apache-2.0
// A part of a list, with the words' weights of the whole, finds in its entries what the whole list
// finds there: the same names, the same scores.
#include <gtest/gtest.h>

#include <algorithm>

#include "services/compliance/domain/screening/screener.h"
#include "services/compliance/store/list_source.h"

namespace clearway::compliance {
namespace {

constexpr std::uint32_t kOneInPart = 3;

SanctionsList Whole() {
    const auto files = BuiltInListFiles();
    EXPECT_TRUE(files);
    auto list = ReadSanctionsList(*files, kBuiltInMonth);
    EXPECT_TRUE(list);
    return std::move(*list);
}

SanctionsList PartOf(const SanctionsList& whole) {
    SanctionsList part;
    for (std::uint32_t i = 0; i < whole.entries.size(); i += kOneInPart)
        part.entries.push_back(whole.entries[i]);
    for (const auto& name : whole.names)
        if (name.entry % kOneInPart == 0)
            part.names.push_back({name.entry / kOneInPart, name.quality, name.name});
    return part;
}

// As a hand may write it: a letter is missing, or two are exchanged.
std::string Altered(std::string name, std::size_t number) {
    const auto at = name.size() / 2;
    if (name.size() < 8) return name;
    if (number % 3 == 1) name.erase(at, 1);
    if (number % 3 == 2) std::swap(name[at], name[at - 1]);
    return name;
}

std::vector<NameMatch> OnlyOf(std::vector<NameMatch> matches, const SanctionsList& part) {
    std::erase_if(matches, [&](const NameMatch& match) {
        return std::ranges::find(part.entries, match.entry_id, &ListEntry::id) ==
               part.entries.end();
    });
    std::ranges::sort(matches, {}, &NameMatch::entry_id);
    return matches;
}

TEST(PartScreener, FindsWhatTheWholeListFindsInItWithTheSameScores) {
    const auto list = Whole();
    const auto part_list = PartOf(list);
    const Screener whole(list);
    const Screener part(part_list, whole.Statistics());
    const Screener alone(part_list);
    std::size_t hits = 0, otherwise = 0;
    for (std::size_t i = 0; i < list.names.size(); i += 23) {
        const auto name = Normalise(Altered(list.names[i].name, i));
        const auto of_whole = whole.Screen(name);
        if (of_whole.size() == kMatchesMax) continue;  // there, some had no place
        const auto found = OnlyOf(part.Screen(name), part_list);
        EXPECT_EQ(found, OnlyOf(of_whole, part_list)) << name.text;
        hits += found.size();
        otherwise += OnlyOf(alone.Screen(name), part_list) != found;
    }
    EXPECT_GT(hits, 250U);
    EXPECT_GT(otherwise, 0U) << "weights of the part alone would do: the test shows nothing";
}

}  // namespace
}  // namespace clearway::compliance
