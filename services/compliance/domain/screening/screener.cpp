// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/screening/screener.h"

#include <algorithm>
#include <set>

#include "services/compliance/domain/list/entry_digest.h"
#include "services/compliance/domain/names/alternatives.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kLettersAlone = 7;

// Enough of a name to be matched as it stands when it may not be matched loosely.
bool StandsAlone(const WeighedName& name) {
    return name.name.tokens.size() >= 2 || name.name.squeezed.size() >= kLettersAlone;
}

}  // namespace

Screener::Screener(SanctionsList list) : list_(std::move(list)) { Read(nullptr); }

Screener::Screener(SanctionsList part, const TokenStatistics& of_whole) : list_(std::move(part)) {
    Read(&of_whole);
}

void Screener::Read(const TokenStatistics* of_whole) {
    digests_ = DigestEntries(list_);
    std::vector<TokenisedName> tokenised;
    // Words are counted once an entry: twenty spellings of one name do not make it common.
    std::vector<std::set<std::string>> words(list_.entries.size());
    for (std::uint32_t place = 0; place < list_.names.size(); ++place)
        for (const auto name : AlternativesOf(list_.names[place].name)) {
            tokenised.push_back(TokeniseName(name));
            listed_as_.push_back(place);
            auto& of_entry = words[list_.names[place].entry];
            for (const auto& token : tokenised.back().tokens) of_entry.insert(token.text);
        }
    if (of_whole != nullptr)
        statistics_ = *of_whole;
    else
        for (const auto& of_entry : words) statistics_.Count(of_entry);
    names_.reserve(tokenised.size());
    for (auto& name : tokenised) names_.push_back(Weigh(std::move(name), statistics_));
    index_ = std::make_unique<NameIndex>(names_);
}

void Screener::AddScored(std::uint32_t place, const WeighedName& name, const QueryFacts& facts,
                         std::vector<Scored>& scored) const {
    const auto& entry = list_.entries[list_.names[listed_as_[place]].entry];
    if (facts.type && *facts.type != entry.type) return;
    const int score = ScoreNames(name, names_[place], entry.type);
    Scored one{.name = listed_as_[place],
               .exact = name.key == names_[place].key,
               .score = ScoreWithFacts(score, CompareFacts(facts, entry.facts))};
    one.hit = IsHit(name, one);
    scored.push_back(one);
}

std::vector<Screener::Scored> Screener::Score(const WeighedName& name,
                                              const QueryFacts& facts) const {
    std::vector<Scored> scored;
    for (const auto place : index_->SameWords(name.key)) AddScored(place, name, facts, scored);
    for (const auto place : index_->Candidates(name, kCandidatesMax))
        AddScored(place, name, facts, scored);
    return scored;
}

// Vessels and aircraft do not receive money; their names and the weak aliases count only as they
// stand, because they are common words.
bool Screener::IsHit(const WeighedName& name, const Scored& scored) const {
    const auto& listed = list_.names[scored.name];
    const bool alone = scored.exact && StandsAlone(name);
    switch (list_.entries[listed.entry].type) {
        case EntryType::kIndividual:
        case EntryType::kEntity:
            if (listed.quality == NameQuality::kWeakAlias) return alone;
            return scored.score >= kHitScore;
        case EntryType::kVessel:
        case EntryType::kAircraft: return alone;
    }
    return false;
}

std::vector<NameMatch> Screener::Best(std::vector<Scored> scored, std::size_t limit) const {
    std::stable_sort(scored.begin(), scored.end(),
                     [](const Scored& a, const Scored& b) { return a.score > b.score; });
    std::vector<NameMatch> matches;
    std::set<std::uint32_t> known;
    for (const auto& one : scored) {
        const auto& listed = list_.names[one.name];
        const auto& entry = list_.entries[listed.entry];
        if (!known.insert(listed.entry).second) continue;
        matches.push_back({entry.number, listed.name, entry.program, one.score, entry.id, one.hit,
                           digests_[listed.entry], entry.type});
        if (matches.size() == limit) break;
    }
    return matches;
}

std::vector<NameMatch> Screener::Screen(const NormalisedName& name, const QueryFacts& facts) const {
    const auto weighed = Weigh(Tokenise(name), statistics_);
    if (weighed.name.Empty()) return {};
    auto scored = Score(weighed, facts);
    std::erase_if(scored, [](const Scored& one) { return !one.hit; });
    return Best(std::move(scored), kMatchesMax);
}

std::vector<NameMatch> Screener::Search(std::string_view name, std::size_t limit,
                                        const QueryFacts& facts) const {
    const auto weighed = Weigh(TokeniseName(name), statistics_);
    if (weighed.name.Empty()) return {};
    auto scored = Score(weighed, facts);
    for (const auto place : index_->Contracted(weighed)) AddScored(place, weighed, facts, scored);
    return Best(std::move(scored), limit);
}

}  // namespace clearway::compliance
