// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/screening/screener.h"

#include <algorithm>
#include <set>

#include "services/compliance/domain/list/entry_digest.h"
#include "services/compliance/domain/names/alternatives.h"
#include "services/compliance/domain/names/similarity.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kLettersAlone = 7;

// Enough of a name to be matched as it stands when it may not be matched loosely.
bool StandsAlone(const WeighedName& name) {
    return name.name.tokens.size() >= 2 || name.name.squeezed.size() >= kLettersAlone;
}

// Names lie all over memory: the next ones are fetched while one is compared.
class NamesToCompare {
public:
    NamesToCompare(const std::vector<WeighedName>& names, const std::vector<std::uint32_t>& places)
        : names_(names), places_(places) {}

    void FetchBehind(std::size_t at) const {
        constexpr std::size_t kAhead = 2;
        if (at + 2 * kAhead < places_.size()) __builtin_prefetch(&names_[places_[at + 2 * kAhead]]);
        if (at + kAhead >= places_.size()) return;
        for (const auto& token : names_[places_[at + kAhead]].name.tokens)
            __builtin_prefetch(&token);
    }

private:
    const std::vector<WeighedName>& names_;
    const std::vector<std::uint32_t>& places_;
};

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
            listed_as_.push_back(ListedAs(list_, place));
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

// Vessels and aircraft do not receive money; their names and the weak aliases count only as they
// stand, because they are common words.
Screener::Listed Screener::ListedAs(const SanctionsList& list, std::uint32_t name) {
    const auto& listed = list.names[name];
    const auto type = list.entries[listed.entry].type;
    switch (type) {
        case EntryType::kIndividual:
        case EntryType::kEntity:
            return {
                .name = name, .type = type, .loosely = listed.quality != NameQuality::kWeakAlias};
        case EntryType::kVessel:
        case EntryType::kAircraft: break;
    }
    return {.name = name, .type = type, .loosely = false};
}

Screener::Scored Screener::Judge(std::uint32_t place, const WeighedName& name,
                                 const QueryFacts& facts, int score) const {
    const auto& listed = listed_as_[place];
    const auto& known = list_.entries[list_.names[listed.name].entry].facts;
    const int with_facts = ScoreWithFacts(score, CompareFacts(facts, known));
    const bool hit = listed.loosely ? with_facts >= kHitScore
                                    : name.key == names_[place].key && StandsAlone(name);
    return {.name = listed.name, .score = with_facts, .hit = hit};
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
    std::vector<Scored> hits;
    const auto take = [&](std::uint32_t place, int score) {
        const auto judged = Judge(place, weighed, facts, score);
        if (judged.hit) hits.push_back(judged);
    };
    const auto is_asked = [&](const Listed& listed) {
        return !facts.type || *facts.type == listed.type;
    };
    for (const auto place : index_->SameWords(weighed.key))
        if (is_asked(listed_as_[place])) take(place, kSame);
    // Of most it is clear that they are no hits before their facts are looked at.
    const int least = kHitScore - RaiseMax(facts);
    const auto places = index_->Candidates(weighed, kCandidatesMax);
    const NamesToCompare names(names_, places);
    for (std::size_t i = 0; i < places.size(); ++i) {
        names.FetchBehind(i);
        const auto place = places[i];
        const auto& listed = listed_as_[place];
        if (!listed.loosely || !is_asked(listed)) continue;
        const int score = ScoreNames(weighed, names_[place], listed.type);
        if (score >= least) take(place, score);
    }
    return Best(std::move(hits), kMatchesMax);
}

std::vector<NameMatch> Screener::Search(std::string_view name, std::size_t limit,
                                        const QueryFacts& facts) const {
    const auto weighed = Weigh(TokeniseName(name), statistics_);
    if (weighed.name.Empty()) return {};
    std::vector<Scored> scored;
    const auto add = [&](const std::vector<std::uint32_t>& places) {
        for (const auto place : places) {
            const auto type = listed_as_[place].type;
            if (facts.type && *facts.type != type) continue;
            scored.push_back(
                Judge(place, weighed, facts, ScoreNames(weighed, names_[place], type)));
        }
    };
    add(index_->SameWords(weighed.key));
    add(index_->Candidates(weighed, kCandidatesMax));
    add(index_->Contracted(weighed));
    return Best(std::move(scored), limit);
}

}  // namespace clearway::compliance
