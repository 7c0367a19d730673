// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/screening/screener.h"

#include <algorithm>
#include <set>

namespace clearway::compliance {
namespace {

constexpr std::size_t kCandidatesMax = 64;
constexpr std::size_t kLettersAlone = 7;

// Enough of a name to be matched as it stands when it may not be matched loosely.
bool StandsAlone(const WeighedName& name) {
    return name.name.tokens.size() >= 2 || name.name.squeezed.size() >= kLettersAlone;
}

// Words are counted once an entry: twenty spellings of one name do not make it common.
TokenStatistics CountWords(const SanctionsList& list, const std::vector<TokenisedName>& names) {
    std::vector<std::set<std::string>> words(list.entries.size());
    for (std::size_t i = 0; i < names.size(); ++i)
        for (const auto& token : names[i].tokens) words[list.names[i].entry].insert(token.text);
    TokenStatistics statistics;
    for (const auto& of_entry : words) statistics.Count(of_entry);
    return statistics;
}

}  // namespace

Screener::Screener(SanctionsList list) : list_(std::move(list)) {
    std::vector<TokenisedName> tokenised;
    tokenised.reserve(list_.names.size());
    for (const auto& listed : list_.names) tokenised.push_back(TokeniseName(listed.name));
    statistics_ = CountWords(list_, tokenised);
    names_.reserve(tokenised.size());
    for (auto& name : tokenised) names_.push_back(Weigh(std::move(name), statistics_));
    index_ = std::make_unique<NameIndex>(names_);
}

std::vector<Screener::Scored> Screener::Score(const WeighedName& name) const {
    std::vector<Scored> scored;
    for (const auto place : index_->SameWords(name.key)) scored.push_back({place, 1000});
    for (const auto place : index_->Candidates(name, kCandidatesMax)) {
        const auto type = list_.entries[list_.names[place].entry].type;
        scored.push_back({place, ScoreNames(name, names_[place], type)});
    }
    return scored;
}

// Vessels and aircraft do not receive money; their names and the weak aliases count only as they
// stand, because they are common words.
bool Screener::IsHit(const WeighedName& name, const Scored& scored) const {
    const auto& listed = list_.names[scored.name];
    const bool exact = name.key == names_[scored.name].key;
    switch (list_.entries[listed.entry].type) {
        case EntryType::kIndividual:
        case EntryType::kEntity:
            if (listed.quality == NameQuality::kWeakAlias) return exact && StandsAlone(name);
            return scored.score >= kHitScore;
        case EntryType::kVessel:
        case EntryType::kAircraft: return exact && StandsAlone(name);
    }
    return false;
}

std::vector<NameMatch> Screener::Best(std::vector<Scored> scored, std::size_t limit) const {
    std::stable_sort(scored.begin(), scored.end(),
                     [](const Scored& a, const Scored& b) { return a.score > b.score; });
    std::vector<NameMatch> matches;
    for (const auto& one : scored) {
        const auto& listed = list_.names[one.name];
        const auto& entry = list_.entries[listed.entry];
        const bool known = std::any_of(matches.begin(), matches.end(), [&](const NameMatch& match) {
            return match.entry_number == entry.number;
        });
        if (known) continue;
        matches.push_back({entry.number, listed.name, entry.program, one.score});
        if (matches.size() == limit) break;
    }
    return matches;
}

std::vector<NameMatch> Screener::Screen(const NormalisedName& name) const {
    const auto weighed = Weigh(Tokenise(name), statistics_);
    if (weighed.name.Empty()) return {};
    auto scored = Score(weighed);
    std::erase_if(scored, [&](const Scored& one) { return !IsHit(weighed, one); });
    return Best(std::move(scored), kMatchesMax);
}

std::vector<NameMatch> Screener::Search(std::string_view name, std::size_t limit) const {
    const auto weighed = Weigh(TokeniseName(name), statistics_);
    return weighed.name.Empty() ? std::vector<NameMatch>() : Best(Score(weighed), limit);
}

}  // namespace clearway::compliance
