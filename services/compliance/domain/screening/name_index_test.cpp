// SPDX-License-Identifier: Apache-2.0
// The index is a shortcut: what it leaves out must not be a hit. Thousands of altered names are
// scored against a share of the list in full, and the index must have found every hit.
#include "services/compliance/domain/screening/name_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <random>

#include "services/compliance/domain/screening/name_score.h"
#include "services/compliance/domain/screening/ordinary_names.h"
#include "services/compliance/domain/screening/screener.h"
#include "services/compliance/store/list_source.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kShare = 8;  // one listed name of so many is scored in full
constexpr std::size_t kQueries = 2'400;

struct Listed {
    std::vector<WeighedName> names;
    std::vector<EntryType> types;
};

Listed WeighList(const SanctionsList& list, const TokenStatistics& statistics) {
    Listed listed;
    for (const auto& name : list.names) {
        listed.names.push_back(Weigh(TokeniseName(name.name), statistics));
        listed.types.push_back(list.entries[name.entry].type);
    }
    return listed;
}

class Alterations {
public:
    std::string Alter(std::string text) {
        for (std::size_t i = Below(3); i > 0 && text.size() > 5; --i) AlterOnce(text);
        return text;
    }

private:
    std::size_t Below(std::size_t limit) { return random_() % limit; }

    void AlterOnce(std::string& text) {
        const auto at = Below(text.size());
        const char letter = static_cast<char>('a' + Below(26));
        const auto blank = text.find(' ', at);
        switch (Below(7)) {
            case 0: text.erase(at, 1); break;
            case 1: text[at] = letter; break;
            case 2: text.insert(at, 1, letter); break;
            case 3: std::swap(text[at], text[at > 0 ? at - 1 : 0]); break;
            case 4: text.insert(at, 1, ' '); break;
            case 5:
                if (blank != std::string::npos) text.erase(blank, 1);
                break;
            case 6:
                if (blank != std::string::npos)
                    text = text.substr(blank + 1) + " " + text.substr(0, blank);
                break;
        }
    }

    std::mt19937 random_{20240229};  // NOLINT: the same names in every run
};

TEST(NameIndexTest, LosesNoHitOfTheFullScan) {
    const auto list = *ReadSanctionsList(*BuiltInListFiles(), kBuiltInMonth);
    const Screener screener(list);
    const auto listed = WeighList(list, screener.Statistics());
    const NameIndex index(listed.names);
    Alterations alterations;
    auto queries = OrdinaryNames(kQueries / 8);
    // Near the scored names, so that there is something to lose.
    for (std::size_t i = 0; queries.size() < kQueries; i += kShare)
        queries.push_back(
            alterations.Alter(Normalise(list.names[i % list.names.size()].name).text));
    std::size_t hits = 0;
    for (const auto& query : queries) {
        const auto name = Weigh(TokeniseName(query), screener.Statistics());
        if (name.name.Empty()) continue;
        auto found = index.Candidates(name, kCandidatesMax);
        const auto& same = index.SameWords(name.key);
        found.insert(found.end(), same.begin(), same.end());
        for (std::size_t i = 0; i < listed.names.size(); i += kShare) {
            if (ScoreNames(name, listed.names[i], listed.types[i]) < kHitScore) continue;
            ++hits;
            EXPECT_NE(std::ranges::find(found, i), found.end())
                << query << " ~ " << list.names[i].name;
        }
    }
    std::cout << queries.size() << " names, " << hits << " hits of the full scan\n";
    EXPECT_GT(hits, kQueries / 2);
}

}  // namespace
}  // namespace clearway::compliance
