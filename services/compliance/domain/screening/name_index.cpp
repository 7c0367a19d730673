// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/screening/name_index.h"

#include <algorithm>
#include <iterator>

#include "services/compliance/domain/names/sounds.h"
#include "services/compliance/domain/names/word_match.h"
#include "services/compliance/domain/screening/alignment.h"
#include "services/compliance/domain/screening/contraction.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kTypoLettersMin = 4;
constexpr std::size_t kSoundsMin = 3;
// In a free text words stand by chance: they must be nearly the listed ones, and near each other.
constexpr int kSpotSimilarity = 900;
constexpr std::size_t kSpotLettersMin = 2;
constexpr std::size_t kSpotWordsMax = 5;

std::uint32_t HashWithout(std::string_view word, std::size_t skipped) {
    std::uint32_t hash = 2166136261u;  // FNV-1a: what it finds is checked afterwards
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (i == skipped) continue;
        hash = (hash ^ static_cast<std::uint8_t>(word[i])) * 16777619u;
    }
    return hash;
}

// Words at one typo share a form with one letter left out (or the word itself).
template <class Visit>
void ForEachDeletion(std::string_view word, Visit visit) {
    visit(HashWithout(word, word.size()));
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (i > 0 && word[i] == word[i - 1]) continue;
        visit(HashWithout(word, i));
    }
}

// Few sounds are many words: those must sound alike more closely.
std::uint32_t HashOfSound(std::string_view word, std::string_view spoken, Script script) {
    auto key = SoundKey(spoken);
    if (key.size() < kSoundsMin && script == Script::kVowels) key = Skeleton(word);
    return HashWithout(key, key.size());
}

bool IsWord(const Token& token) {
    return token.kind == TokenKind::kName || token.kind == TokenKind::kNumber ||
           token.kind == TokenKind::kParticle;
}

// What was written is another word than what it means: it may be two words run together.
bool IsFolded(const Token& token) {
    return !token.written.empty() && token.kind == TokenKind::kName;
}

// Words that may have been torn apart: what was written where it means another word, he who is
// served in the name of a servant, up to `count_max` neighbours (the last word neighbours the
// first), and the whole name. With the place of the first.
template <class Visit>
void ForEachJoined(const TokenisedName& name, std::size_t count_max, Visit visit) {
    const auto& tokens = name.tokens;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (IsFolded(tokens[i])) visit(tokens[i].joinable, i);
        if (const auto served = ServedIn(tokens[i].text); !served.empty())
            visit(std::string(served), i);
        auto joined = tokens[i].joinable;
        for (std::size_t count = 2; count <= std::min(count_max, tokens.size()); ++count) {
            joined += tokens[(i + count - 1) % tokens.size()].joinable;
            visit(joined, i);
        }
    }
    if (tokens.size() < 3 || name.squeezed.empty()) return;
    visit(name.squeezed, 0);
    if (name.turned != name.squeezed) visit(name.turned, 0);
}

// What the words of a search give to the names that have words like them: each word its best vote
// only. Kept by each thread, because clearing only what was touched is what makes a search cheap.
class Votes {
public:
    static Votes& OfThread(std::size_t names) {
        thread_local Votes votes;
        if (votes.names_.size() < names) votes.names_.resize(names);
        return votes;
    }

    void BeginWord() { ++word_; }

    void Give(std::uint32_t place, int value) {
        auto& name = names_[place];
        if (name.word != word_) {
            if (name.sum == 0) touched_.push_back(place);
            name.word = word_;
            name.vote = 0;
        }
        if (value <= name.vote) return;
        name.sum += value - name.vote;
        name.vote = static_cast<std::uint16_t>(value);
    }

    // Visits each name that has votes, with their sum, and forgets it.
    template <class Visit>
    void TakeAll(Visit visit) {
        for (const auto place : touched_) visit(place, std::exchange(names_[place], {}).sum);
        touched_.clear();
        word_ = 0;
    }

private:
    struct Name {
        int sum = 0;
        std::uint16_t vote = 0;  // of the word that voted last
        std::uint16_t word = 0;
    };
    std::vector<Name> names_;
    std::vector<std::uint32_t> touched_;
    std::uint16_t word_ = 0;
};

// Which words a search has compared: a number a search, so that nothing is cleared between them.
struct Seen {
    std::vector<std::uint32_t> number;
    std::uint32_t last = 0;
};

Seen& ThreadSeen(std::size_t words) {
    thread_local Seen seen;
    if (seen.number.size() < words || ++seen.last == 0) {
        seen.number.assign(words, 0);
        seen.last = 1;
    }
    return seen;
}

}  // namespace

NameIndex::NameIndex(const std::vector<WeighedName>& names) : names_(names) {
    for (std::uint32_t place = 0; place < names.size(); ++place) AddName(place, names[place]);
    IndexNeighbours();
}

NameIndex::WordId NameIndex::AddWord(const Token& token, int bits, bool joined) {
    const auto [at, added] = ids_.emplace(token.text, static_cast<WordId>(words_.size()));
    if (added) words_.push_back({.token = token, .bits = bits, .joined = joined});
    words_[at->second].joined = words_[at->second].joined && joined;
    return at->second;
}

void NameIndex::AddName(std::uint32_t place, const WeighedName& name) {
    keys_[name.key].push_back(place);
    const auto& tokens = name.name.tokens;
    int total = 0;
    const auto post = [&](WordId id) {
        auto& posted = words_[id].names;
        if (posted.empty() || posted.back() != place) posted.push_back(place);
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (IsWord(tokens[i]) && tokens[i].kind != TokenKind::kParticle) {
            total += name.bits[i];
            post(AddWord(tokens[i], name.bits[i], false));
        }
    }
    ForEachJoined(name.name, kListedPartsMax, [&](const std::string& joined, std::size_t first) {
        const auto next = (first + 1) % tokens.size();
        post(AddWord(MakeNameToken(joined), std::max(name.bits[first], name.bits[next]), true));
    });
    totals_.push_back(std::max(total, kBit));
    const auto only = OnlyWord(name);
    if (only.size() >= kContractionLettersMin)
        contractions_[std::string(only.substr(0, kHeadLetters))].push_back(place);
    const auto heads = ContractionHeads(name);
    if (heads.empty()) return;
    for (const auto& head : heads) heads_[head].push_back(place);
    for (auto count = kInitialsMin; count <= name.acronym.size(); ++count)
        initials_[name.acronym.substr(0, count)].push_back(place);
    for (const auto& longer : name.longer_acronyms) initials_[longer].push_back(place);
}

void NameIndex::IndexNeighbours() {
    for (WordId id = 0; id < words_.size(); ++id) {
        const auto& token = words_[id].token;
        if (token.kind == TokenKind::kNumber) continue;
        sounds_.Add(HashOfSound(token.text, token.spoken, Script::kVowels), id);
        if (token.text.size() < kTypoLettersMin) continue;
        ForEachDeletion(token.text, [&](std::uint32_t hash) { typos_.Add(hash, id); });
        if (!words_[id].joined) long_words_.Add(token, id);
    }
    typos_.Build();
    sounds_.Build();
    long_words_.Build();
}

bool NameIndex::HasLike(const std::string& word, Script script) const {
    if (ids_.contains(word)) return true;
    bool found = false;
    const auto find = [&found](WordId) { found = true; };
    sounds_.ForEach(HashOfSound(word, Spoken(word), script), find);
    if (found || word.size() < kTypoLettersMin) return found;
    ForEachDeletion(word, [&](std::uint32_t hash) { typos_.ForEach(hash, find); });
    return found;
}

void NameIndex::Similar(const Token& token, bool joined, Script script,
                        std::vector<std::pair<WordId, int>>& found) const {
    found.clear();
    auto& seen = ThreadSeen(words_.size());
    // The words lie all over memory: they are fetched while more of them are looked for.
    const auto add = [&](WordId id) {
        if (seen.number[id] == seen.last) return;
        seen.number[id] = seen.last;
        __builtin_prefetch(&words_[id].token);
        found.emplace_back(id, 0);
    };
    FindLike(token, joined, script, add);
    for (auto& [id, similarity] : found)
        similarity = CompareWords(token, words_[id].token, script).similarity;
    std::erase_if(found, [](const auto& word) { return word.second == 0; });
}

template <class Visit>
void NameIndex::FindLike(const Token& token, bool joined, Script script, Visit visit) const {
    if (const auto exact = ids_.find(token.text); exact != ids_.end()) visit(exact->second);
    if (token.kind == TokenKind::kNumber) return;
    sounds_.ForEach(HashOfSound(token.text, token.spoken, script), visit);
    if (token.text.size() < kTypoLettersMin) return;
    ForEachDeletion(token.text, [&](std::uint32_t hash) { typos_.ForEach(hash, visit); });
    if (!joined) long_words_.ForEachNear(token, visit);
}

std::vector<std::uint32_t> NameIndex::Candidates(const WeighedName& name, std::size_t limit) const {
    auto& votes = Votes::OfThread(names_.size());
    std::vector<std::pair<WordId, int>> similar;
    int asked = kBit;
    const auto vote = [&](const Token& token, bool counts, int bits) {
        if (counts) asked += bits;
        Similar(token, !counts, name.name.script, similar);
        votes.BeginWord();
        for (const auto& [id, similarity] : similar) {
            const int value = words_[id].bits * similarity / kSame;
            for (const auto place : words_[id].names) votes.Give(place, value);
        }
    };
    const auto& tokens = name.name.tokens;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (IsWord(tokens[i]) && tokens[i].kind != TokenKind::kParticle)
            vote(tokens[i], true, name.bits[i]);
    }
    ForEachJoined(name.name, kScreenedPartsMax, [&](const std::string& joined, std::size_t) {
        if (HasLike(joined, name.name.script)) vote(MakeNameToken(joined), false, 0);
    });
    // Share of the words of both names that agree, so that a short name with all its words comes
    // before a long one with the same words.
    std::vector<std::pair<int, std::uint32_t>> ranked;
    votes.TakeAll([&](std::uint32_t place, int sum) {
        ranked.emplace_back(-(1000 * 2 * sum / (asked + totals_[place])), place);
    });
    const auto kept = std::min(limit, ranked.size());
    std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(kept),
                      ranked.end());
    std::vector<std::uint32_t> places;
    for (std::size_t i = 0; i < kept; ++i) places.push_back(ranked[i].second);
    return places;
}

std::vector<std::uint32_t> NameIndex::Contracted(const WeighedName& name) const {
    std::vector<std::uint32_t> places;
    const auto add = [&places](const Places& from, const std::string& key, const auto& fits) {
        const auto found = from.find(key);
        if (found != from.end())
            std::ranges::copy_if(found->second, std::back_inserter(places), fits);
    };
    const auto only = OnlyWord(name);
    for (const auto& token : name.name.tokens)
        if (token.kind == TokenKind::kName)
            add(initials_, token.Shown(), [&](std::uint32_t place) {
                return !only.empty() || names_[place].acronym == token.Shown();
            });
    if (only.size() >= kContractionLettersMin)
        add(heads_, std::string(only.substr(0, kHeadLetters)),
            [&](std::uint32_t place) { return ContractionScore(name, names_[place]) > 0; });
    const auto add_brief = [&](const std::string& acronym) {
        if (const auto brief = ids_.find(acronym); brief != ids_.end())
            std::ranges::copy(words_[brief->second].names, std::back_inserter(places));
    };
    add_brief(name.acronym);
    for (const auto& longer : name.longer_acronyms) add_brief(longer);
    for (const auto& head : ContractionHeads(name))
        add(contractions_, head,
            [&](std::uint32_t place) { return ContractionScore(names_[place], name) > 0; });
    return places;
}

std::vector<NameIndex::Spot> NameIndex::Spots(const WeighedName& text, std::size_t limit) const {
    struct Near {
        std::uint8_t first = 0;
        std::uint8_t last = 0;
        std::uint8_t count = 0;
        int bits = 0;
    };
    thread_local std::vector<Near> near;  // by place; only what was touched is cleared
    if (near.size() < names_.size()) near.resize(names_.size());
    std::vector<std::uint32_t> touched;
    std::vector<Spot> spots;
    const auto take = [&](std::uint32_t place) {
        const auto& at = near[place];
        if (at.count >= 2) spots.push_back({place, at.first, at.last, at.bits});
    };
    std::vector<std::pair<WordId, int>> similar;
    const auto& tokens = text.name.tokens;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind != TokenKind::kName || tokens[i].text.size() < kSpotLettersMin) continue;
        Similar(tokens[i], true, text.name.script, similar);
        const auto here = static_cast<std::uint8_t>(i);
        for (const auto& [id, similarity] : similar) {
            if (similarity < kSpotSimilarity || words_[id].joined) continue;
            for (const auto place : words_[id].names) {
                auto& at = near[place];
                if (at.count == 0) touched.push_back(place);
                if (at.count > 0 && i - at.first >= kSpotWordsMax) {
                    take(place);
                    at.count = 0;
                }
                if (at.count == 0) at = {here, here, 1, words_[id].bits};
                if (at.last == here) continue;
                at.last = here;
                ++at.count;
                at.bits += words_[id].bits;
            }
        }
    }
    for (const auto place : touched) {
        take(place);
        near[place] = {};
    }
    const auto kept = std::min(limit, spots.size());
    std::partial_sort(spots.begin(), spots.begin() + static_cast<std::ptrdiff_t>(kept), spots.end(),
                      [](const Spot& a, const Spot& b) {
                          return a.bits != b.bits ? a.bits > b.bits : a.place < b.place;
                      });
    spots.resize(kept);
    return spots;
}

const std::vector<std::uint32_t>& NameIndex::SameWords(const std::string& key) const {
    static const std::vector<std::uint32_t> kNone;
    const auto found = keys_.find(key);
    return found == keys_.end() ? kNone : found->second;
}

}  // namespace clearway::compliance
