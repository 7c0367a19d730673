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
constexpr std::size_t kLongWord = 7;
constexpr int kLongWordTypos = 2;
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
std::uint32_t HashOfSound(const Token& token, Script script) {
    const auto key = SoundKey(token.spoken);
    if (key.size() >= kSoundsMin || script != Script::kVowels) return HashWithout(key, key.size());
    return HashWithout(token.skeleton, token.skeleton.size());
}

bool IsWord(const Token& token) {
    return token.kind == TokenKind::kName || token.kind == TokenKind::kNumber ||
           token.kind == TokenKind::kParticle;
}

// Two typos bring two letters that the other word lacks. Asked of every long word, so no popcount,
// which is a call on the plainest of processors.
bool HasAtMostTwoBits(std::uint32_t bits) {
    bits &= bits - 1;
    return (bits & (bits - 1)) == 0;
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

// Scores of the names that a search touched; kept by each thread, because clearing only what was
// touched is what makes a search cheap.
struct Scratch {
    std::vector<int> sum;
    std::vector<std::uint32_t> touched;
    std::vector<std::pair<std::uint32_t, int>> best;  // of one word: names by similarity
};

Scratch& ThreadScratch(std::size_t names) {
    thread_local Scratch scratch;
    if (scratch.sum.size() < names) scratch.sum.resize(names, 0);
    return scratch;
}

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
        sounds_.emplace_back(HashOfSound(token, Script::kVowels), id);
        if (token.text.size() < kTypoLettersMin) continue;
        ForEachDeletion(token.text, [&](std::uint32_t hash) { typos_.emplace_back(hash, id); });
        if (!words_[id].joined && token.text.size() >= kLongWord &&
            token.text.size() <= kWordLettersMax)
            long_words_[token.text.size()].push_back({token.letters, id});
    }
    std::sort(typos_.begin(), typos_.end());
    std::sort(sounds_.begin(), sounds_.end());
}

template <class Visit>
void NameIndex::ForEachLongNeighbour(const Token& token, Visit visit) const {
    const auto size = token.text.size();
    if (size < kLongWord) return;
    const auto last = std::min(size + kLongWordTypos, kWordLettersMax);
    for (auto length = size - kLongWordTypos; length <= last; ++length)
        for (const auto& word : long_words_[length])
            if (HasAtMostTwoBits(word.letters & ~token.letters) &&
                HasAtMostTwoBits(token.letters & ~word.letters) &&
                IsWithinEdits(token.text, words_[word.id].token.text, kLongWordTypos))
                visit(word.id);
}

void NameIndex::Similar(const Token& token, bool joined, Script script,
                        std::vector<std::pair<WordId, int>>& found) const {
    found.clear();
    auto& seen = ThreadSeen(words_.size());
    const auto add = [&](WordId id) {
        if (seen.number[id] == seen.last) return;
        seen.number[id] = seen.last;
        const int similarity = CompareWords(token, words_[id].token, script).similarity;
        if (similarity > 0) found.emplace_back(id, similarity);
    };
    if (const auto exact = ids_.find(token.text); exact != ids_.end()) add(exact->second);
    if (token.kind == TokenKind::kNumber) return;
    const auto add_all = [&](const auto& neighbours, std::uint32_t hash) {
        auto at =
            std::lower_bound(neighbours.begin(), neighbours.end(), std::pair(hash, WordId{0}));
        for (; at != neighbours.end() && at->first == hash; ++at) add(at->second);
    };
    add_all(sounds_, HashOfSound(token, script));
    if (token.text.size() < kTypoLettersMin) return;
    ForEachDeletion(token.text, [&](std::uint32_t hash) { add_all(typos_, hash); });
    if (!joined) ForEachLongNeighbour(token, add);
}

std::vector<std::uint32_t> NameIndex::Candidates(const WeighedName& name, std::size_t limit) const {
    auto& scratch = ThreadScratch(names_.size());
    std::vector<std::pair<WordId, int>> similar;
    std::vector<std::pair<std::uint32_t, int>> votes;
    int asked = kBit;
    const auto vote = [&](const Token& token, bool counts, int bits) {
        if (counts) asked += bits;
        Similar(token, !counts, name.name.script, similar);
        // Each word gives a name its best vote only.
        votes.clear();
        for (const auto& [id, similarity] : similar)
            for (const auto place : words_[id].names)
                votes.emplace_back(place, words_[id].bits * similarity / kSame);
        if (similar.size() > 1)
            std::sort(votes.begin(), votes.end(), [](const auto& a, const auto& b) {
                return a.first != b.first ? a.first < b.first : a.second > b.second;
            });
        std::uint32_t last = ~0u;
        for (const auto& [place, value] : votes) {
            if (place == last) continue;
            last = place;
            if (scratch.sum[place] == 0) scratch.touched.push_back(place);
            scratch.sum[place] += value;
        }
    };
    const auto& tokens = name.name.tokens;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (IsWord(tokens[i]) && tokens[i].kind != TokenKind::kParticle)
            vote(tokens[i], true, name.bits[i]);
    }
    ForEachJoined(name.name, kScreenedPartsMax, [&](const std::string& joined, std::size_t) {
        vote(MakeNameToken(joined), false, 0);
    });
    // Share of the words of both names that agree, so that a short name with all its words comes
    // before a long one with the same words.
    const auto rank = [&](std::uint32_t place) {
        return 1000 * 2 * scratch.sum[place] / (asked + totals_[place]);
    };
    std::vector<std::pair<int, std::uint32_t>> ranked;
    ranked.reserve(scratch.touched.size());
    for (const auto place : scratch.touched) ranked.emplace_back(-rank(place), place);
    for (const auto place : scratch.touched) scratch.sum[place] = 0;
    scratch.touched.clear();
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
