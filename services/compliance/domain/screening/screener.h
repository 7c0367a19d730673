// SPDX-License-Identifier: Apache-2.0
// Screens a name against a loaded list: the candidates of the index, scored, judged by what kind of
// name they are. Immutable after construction, shared by all threads.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.h"
#include "services/compliance/domain/list/sanctions_list.h"
#include "services/compliance/domain/screening/name_index.h"
#include "services/compliance/domain/screening/name_score.h"
#include "services/compliance/domain/screening/query_facts.h"

namespace clearway::compliance {

// One listed entry that a name fits; the entry's best name.
struct NameMatch {
    std::int64_t entry_number = 0;
    std::string listed_name;
    std::string program;
    int score = 0;
    std::string entry_id = {};
    bool hit = false;                   // stops a payment
    core::Sha256Digest entry_digest{};  // of what the entry says: see DigestEntries
    EntryType type = EntryType::kEntity;

    friend bool operator==(const NameMatch&, const NameMatch&) = default;
};

// Why an entry fits a name as well as it does.
struct Explanation {
    NameComparison names;
    std::vector<FactFinding> facts;
};

// A listed entry within a text, and the words that are it.
struct TextMatch {
    NameMatch match;
    std::string words;

    friend bool operator==(const TextMatch&, const TextMatch&) = default;
};

// Matches an operator can look at; more of them mean the name is common.
inline constexpr std::size_t kMatchesMax = 20;

// Names that a screening scores: nearly twice what was ever needed to find a hit.
inline constexpr std::size_t kCandidatesMax = 96;

class Screener {
public:
    explicit Screener(SanctionsList list);
    // A part of a longer list, whose words weigh what they weigh there: a name has the same score
    // against an entry in both.
    Screener(SanctionsList part, const TokenStatistics& of_whole);

    // Entries that count as hits, best first, at most kMatchesMax.
    std::vector<NameMatch> Screen(const NormalisedName& name, const QueryFacts& facts = {}) const;

    // Listed people and entities whose name stands within a free text, best first. Only strong
    // matches: two words at least that are nearly the listed ones, and nothing between them that is
    // not of the name. What a name alone would be stopped for is not enough here.
    std::vector<TextMatch> ScreenText(const NormalisedName& text) const;

    // Of a match of this name. Slow: for what was found, not for what is asked.
    Explanation Explain(std::string_view name, const QueryFacts& facts,
                        const NameMatch& match) const;

    // The likeliest entries whatever their score, for measuring.
    std::vector<NameMatch> Search(std::string_view name, std::size_t limit,
                                  const QueryFacts& facts = {}) const;

    const std::string& ListVersion() const { return list_.version; }
    std::size_t EntryCount() const { return list_.entries.size(); }
    std::size_t NameCount() const { return list_.names.size(); }
    const TokenStatistics& Statistics() const { return statistics_; }

private:
    void Read(const TokenStatistics* of_whole);

    // What is asked of each candidate, apart from the rest of its entry.
    struct Listed {
        std::uint32_t name;  // place in list_.names
        EntryType type;
        bool loosely;  // counts also when it is not there as it stands
    };
    static Listed ListedAs(const SanctionsList& list, std::uint32_t name);

    struct Scored {
        std::uint32_t name;  // place in list_.names
        int score;
        bool hit;
    };
    // `score` of the names, before the facts.
    Scored Judge(std::uint32_t place, const WeighedName& name, const QueryFacts& facts,
                 int score) const;
    std::vector<NameMatch> Best(std::vector<Scored> scored, std::size_t limit) const;

    SanctionsList list_;
    std::vector<core::Sha256Digest> digests_;  // of the entries
    TokenStatistics statistics_;
    std::vector<WeighedName> names_;  // also the names within names
    std::vector<Listed> listed_as_;   // of each
    std::unique_ptr<NameIndex> index_;
};

}  // namespace clearway::compliance
