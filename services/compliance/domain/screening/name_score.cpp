// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/screening/name_score.h"

#include <algorithm>
#include <array>

#include "services/compliance/domain/names/similarity.h"

namespace clearway::compliance {
namespace {

constexpr int kInitialFits = 900;
constexpr int kJoinedFits = 960;
constexpr int kJoinedMin = 850;
constexpr int kTitlesMax = 120;  // what titles and particles may weigh beside a single word
constexpr int kSlipFits = 750;
constexpr int kSqueezedMin = 900;
constexpr int kSureBits = 16 * kBit;
constexpr int kLettersSure = 10;
// A person of whom only one full word fits, or an entity of which only common words do.
constexpr int kTooLittle = 700;

// The weight of a word in the score, 0 to 1000. People's words count nearly alike; of an entity's
// words the rare ones name it.
int WeightOf(const Token& token, int bits, int bits_max, EntryType type) {
    switch (token.kind) {
        case TokenKind::kParticle: return 80;
        case TokenKind::kTitle: return 50;
        case TokenKind::kLegalForm: return 60;
        case TokenKind::kInitial: return type == EntryType::kIndividual ? 700 : 400;
        case TokenKind::kNumber: return 600;
        case TokenKind::kName: break;
    }
    if (type == EntryType::kIndividual) return 550 + 450 * bits / bits_max;
    const int share = 1000 * bits / bits_max;
    return 120 + 880 * share / 1000 * share / 1000;
}

class Alignment {
public:
    Alignment(const WeighedName& screened, const WeighedName& listed, EntryType type)
        : screened_(screened), listed_(listed), type_(type),
          consonants_(screened.name.abjad || listed.name.abjad) {}

    int Score() {
        PairWords();
        PairJoined(screened_, listed_, taken_screened_, taken_listed_);
        PairJoined(listed_, screened_, taken_listed_, taken_screened_);
        PairInitials(screened_, listed_, taken_screened_, taken_listed_);
        PairInitials(listed_, screened_, taken_listed_, taken_screened_);
        PairSlips();
        return Judge();
    }

private:
    using Taken = std::array<bool, kTokensMax>;
    struct Pair {
        int similarity;
        std::uint8_t screened;
        std::uint8_t listed;
    };

    int Weight(const WeighedName& side, std::size_t i) const {
        return WeightOf(side.name.tokens[i], side.bits[i], side.bits.back(), type_);
    }

    // Best pairs first. Names are short, so the greedy choice is the best one but for odd cases.
    void PairWords() {
        const auto& left = screened_.name.tokens;
        const auto& right = listed_.name.tokens;
        std::array<Pair, kTokensMax * 4> pairs;
        std::size_t count = 0;
        for (std::size_t i = 0; i < left.size(); ++i)
            for (std::size_t j = 0; j < right.size() && count < pairs.size(); ++j) {
                const int similarity = TokenSimilarity(left[i], right[j], consonants_);
                if (similarity > 0)
                    pairs[count++] = {similarity, static_cast<std::uint8_t>(i),
                                      static_cast<std::uint8_t>(j)};
            }
        std::stable_sort(pairs.begin(), pairs.begin() + static_cast<std::ptrdiff_t>(count),
                         [](const Pair& a, const Pair& b) { return a.similarity > b.similarity; });
        for (std::size_t k = 0; k < count; ++k) {
            const auto& pair = pairs[k];
            if (taken_screened_[pair.screened] || taken_listed_[pair.listed]) continue;
            Take(pair.screened, pair.listed, pair.similarity);
        }
    }

    void Take(std::size_t i, std::size_t j, int similarity) {
        taken_screened_[i] = taken_listed_[j] = true;
        const auto& word = listed_.name.tokens[j];
        Match(Weight(listed_, j), similarity, listed_.bits[j], word);
    }

    void Match(int weight, int similarity, int bits, const Token& word) {
        const bool full = word.kind == TokenKind::kName || word.kind == TokenKind::kNumber;
        matched_weight_ += weight;
        fit_ += weight * similarity / kSame;
        lost_ += weight - weight * similarity / kSame;
        if (!full) return;
        ++full_words_;
        exact_words_ += similarity == kSame;
        matched_bits_ += bits * similarity / kSame;
        matched_letters_ += static_cast<int>(word.text.size());
    }

    // "patr ushev" for "patrushev": two neighbours of one side are one word of the other.
    void PairJoined(const WeighedName& parts, const WeighedName& wholes, Taken& taken_parts,
                    Taken& taken_wholes) {
        const auto& words = parts.name.tokens;
        // The last word neighbours the first: family names come first or last.
        for (std::size_t i = 0; i < words.size() && words.size() > 1; ++i) {
            const auto next = (i + 1) % words.size();
            if (taken_parts[i] || taken_parts[next]) continue;
            const auto joined = words[i].text + words[next].text;
            for (std::size_t j = 0; j < wholes.name.tokens.size(); ++j) {
                if (taken_wholes[j] || wholes.name.tokens[j].kind != TokenKind::kName) continue;
                const int similarity = EditSimilarity(joined, wholes.name.tokens[j].text);
                if (similarity < kJoinedMin) continue;
                taken_parts[i] = taken_parts[next] = taken_wholes[j] = true;
                Match(Weight(wholes, j), similarity * kJoinedFits / kSame, wholes.bits[j],
                      wholes.name.tokens[j]);
                ++full_words_;  // the whole word stands for two
                break;
            }
        }
    }

    void PairInitials(const WeighedName& initials, const WeighedName& words, Taken& taken_initials,
                      Taken& taken_words) {
        for (std::size_t i = 0; i < initials.name.tokens.size(); ++i) {
            const auto& initial = initials.name.tokens[i];
            if (taken_initials[i] || initial.kind != TokenKind::kInitial) continue;
            for (std::size_t j = 0; j < words.name.tokens.size(); ++j) {
                const auto& word = words.name.tokens[j];
                if (taken_words[j] || word.kind != TokenKind::kName ||
                    word.text.front() != initial.text.front())
                    continue;
                taken_initials[i] = taken_words[j] = true;
                matched_weight_ += 400;
                fit_ += 400 * kInitialFits / kSame;
                break;
            }
        }
    }

    // A slip in a word too short to be matched alone, or in a legal form, when the rest of the name
    // leaves no doubt.
    void PairSlips() {
        const bool sure = type_ == EntryType::kIndividual
                              ? full_words_ >= 2 && matched_bits_ >= kSureBits
                              : full_words_ >= 1 && matched_bits_ >= 9 * kBit;
        if (!sure) return;
        for (std::size_t i = 0; i < screened_.name.tokens.size(); ++i) {
            if (taken_screened_[i]) continue;
            const auto& word = screened_.name.tokens[i];
            for (std::size_t j = 0; j < listed_.name.tokens.size(); ++j) {
                if (taken_listed_[j]) continue;
                const auto& other = listed_.name.tokens[j];
                const bool form = other.kind == TokenKind::kLegalForm;
                const auto& text = form ? other.written : other.text;
                const bool brief = word.text.size() + text.size() <= 8 || form;
                if (!brief || std::min(word.text.size(), text.size()) < 2 ||
                    word.kind == TokenKind::kNumber || other.kind == TokenKind::kNumber ||
                    EditDistance(word.text, text) != 1)
                    continue;
                taken_screened_[i] = taken_listed_[j] = true;
                const int weight = Weight(listed_, j);
                matched_weight_ += weight;
                fit_ += weight * kSlipFits / kSame;
                break;
            }
        }
    }

    int Rest(const WeighedName& side, const Taken& taken) const {
        int rest = 0;
        for (std::size_t i = 0; i < side.name.tokens.size(); ++i)
            if (!taken[i]) rest += Weight(side, i);
        return rest;
    }

    // What is left on both sides contradicts; what is left on one side only is a missing middle
    // name or an addition, the more harmless the more the matched words tell.
    int Judge() const {
        const int screened_rest = Rest(screened_, taken_screened_);
        const int listed_rest = Rest(listed_, taken_listed_);
        const int contradiction = std::min(screened_rest, listed_rest);
        const int excess = std::max(screened_rest, listed_rest) - contradiction;
        const int per_mille = ExcessCost();
        const int of = matched_weight_ + contradiction + excess * per_mille / kSame;
        if (of == 0) return 0;
        int score = kSame * (fit_ - lost_ * (Doubt(excess) - 1)) / of;
        if (TooLittle(excess)) score = std::min(score, kTooLittle);
        return std::max(score, SqueezedScore());
    }

    int ExcessCost() const {
        if (type_ == EntryType::kIndividual)
            return matched_bits_ >= 20 * kBit && matched_letters_ >= kLettersSure ? 150 : 800;
        const int bits = matched_bits_ / kBit;
        return bits >= 20 ? 300 : bits >= 12 ? 400 : 900;
    }

    // How often a difference counts: there are many people of a name of short or common words, and
    // a difference on top of missing words is two doubts.
    int Doubt(int excess) const {
        const int no_word_exact = exact_words_ == 0 ? 1 : 0;
        if (type_ != EntryType::kIndividual) return 1 + no_word_exact;
        const int missing = excess >= 400 && matched_bits_ < 28 * kBit ? 1 : 0;
        const int brief = matched_letters_ < kLettersSure + 2 ? 1 : 0;
        const int common = matched_bits_ < 13 * kBit ? 2 : matched_bits_ < 19 * kBit ? 1 : 0;
        return 1 + no_word_exact + missing + std::max(brief, common);
    }

    bool TooLittle(int rest) const {
        if (type_ == EntryType::kIndividual) {
            // One word is a person's name only where the list has that word alone.
            const bool single = listed_.name.tokens.size() == 1 && rest <= kTitlesMax;
            return full_words_ < 2 && !single;
        }
        return matched_bits_ < 5 * kBit && rest > 0;
    }

    // Words run together or torn apart: the letters of the whole name decide.
    int SqueezedScore() const {
        const auto& a = screened_.name;
        const auto& b = listed_.name;
        const auto longest = std::max(a.squeezed.size(), b.squeezed.size());
        const auto shortest = std::min(a.squeezed.size(), b.squeezed.size());
        if (a.tokens.size() == b.tokens.size() || shortest < 6) return 0;
        if (10 * (longest - shortest) > longest) return 0;
        const int similarity = EditSimilarity(a.squeezed, b.squeezed);
        return similarity >= kSqueezedMin ? similarity - 10 : 0;
    }

    const WeighedName& screened_;
    const WeighedName& listed_;
    EntryType type_;
    bool consonants_;
    Taken taken_screened_{};
    Taken taken_listed_{};
    int matched_weight_ = 0;
    int fit_ = 0;
    int matched_bits_ = 0;
    int matched_letters_ = 0;
    int full_words_ = 0;
    int exact_words_ = 0;
    int lost_ = 0;
};

}  // namespace

WeighedName Weigh(TokenisedName name, const TokenStatistics& statistics) {
    WeighedName weighed{.name = std::move(name), .bits = {}, .key = {}};
    for (const auto& token : weighed.name.tokens)
        weighed.bits.push_back(statistics.Bits(token.text));
    weighed.bits.push_back(statistics.BitsMax());
    weighed.key = weighed.name.SortedKey();
    return weighed;
}

int ScoreNames(const WeighedName& screened, const WeighedName& listed, EntryType type) {
    if (screened.name.Empty() || listed.name.Empty()) return 0;
    if (screened.key == listed.key) return kSame;
    return Alignment(screened, listed, type).Score();
}

}  // namespace clearway::compliance
