// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/screening/alignment.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace clearway::compliance {
namespace {

constexpr int kSameConsonants = 900;
constexpr int kBackwards = 850;
constexpr int kInitialFits = 900;
constexpr int kInitialWeight = 400;
constexpr int kJoinedFits = 980;
constexpr int kJoinedMin = 850;
constexpr std::size_t kInitialsMax = 3;  // written as one word: "jc"
constexpr std::size_t kAcronymLettersMin = 3;
constexpr std::size_t kAcronymLettersMax = 6;
constexpr int kAcronymFits = 800;
constexpr int kAcronymBits = 3 * kBit;  // a letter
constexpr int kSlipFits = 750;
constexpr int kSureBits = 16 * kBit;
constexpr int kSureBitsOfEntity = 9 * kBit;
constexpr std::size_t kBriefWords = 8;  // letters of both
constexpr std::size_t kSyllableLettersMax = 5;
constexpr int kSyllablesMin = 600;

bool IsFull(const Token& token) {
    return token.kind == TokenKind::kName || token.kind == TokenKind::kNumber;
}

// Of a word that two scripts or languages write differently nothing more can be asked.
bool IsSure(const Pairing& pairing) {
    return pairing.similarity == kSame || pairing.how == MatchKind::kShortForm ||
           pairing.how == MatchKind::kOtherForm ||
           (pairing.how == MatchKind::kConsonants && pairing.similarity >= kSameConsonants) ||
           (pairing.how == MatchKind::kJoined && pairing.similarity >= kJoinedFits) ||
           (pairing.how == MatchKind::kReversed && pairing.similarity >= kBackwards);
}

class Aligner {
public:
    using Taken = std::array<bool, kTokensMax>;

    Aligner(const WeighedName& screened, const WeighedName& listed, EntryType type)
        : screened_(screened),
          listed_(listed),
          type_(type),
          script_(std::max(screened.name.script, listed.name.script)) {}

    Alignment Run() {
        // Words that are one to the letter when joined would else be found as typos of their half.
        PairJoined(kSame);
        PairWords();
        PairJoined(kJoinedMin);
        PairInitials(screened_, listed_, made_.screened_taken, made_.listed_taken, false);
        PairInitials(listed_, screened_, made_.listed_taken, made_.screened_taken, true);
        if (type_ == EntryType::kEntity) {
            PairAcronyms(screened_, listed_, made_.screened_taken, made_.listed_taken, false);
            PairAcronyms(listed_, screened_, made_.listed_taken, made_.screened_taken, true);
        }
        PairSlips();
        if (type_ == EntryType::kIndividual) PairSyllables();
        return made_;
    }

private:
    struct Candidate {
        WordMatch match;
        std::uint8_t screened;
        std::uint8_t listed;
    };

    // Names are short, so the greedy choice is the best one but for odd cases.
    void PairWords() {
        const auto& left = screened_.name.tokens;
        const auto& right = listed_.name.tokens;
        std::array<Candidate, kTokensMax * 4> pairs;
        std::size_t count = 0;
        for (std::size_t i = 0; i < left.size(); ++i)
            for (std::size_t j = 0; j < right.size() && count < pairs.size(); ++j) {
                const auto match = CompareWords(left[i], right[j], script_);
                if (match.similarity > 0)
                    pairs[count++] = {match, static_cast<std::uint8_t>(i),
                                      static_cast<std::uint8_t>(j)};
            }
        std::stable_sort(pairs.begin(), pairs.begin() + static_cast<std::ptrdiff_t>(count),
                         [](const Candidate& a, const Candidate& b) {
                             return a.match.similarity > b.match.similarity;
                         });
        for (std::size_t k = 0; k < count; ++k) {
            const auto& pair = pairs[k];
            if (made_.screened_taken[pair.screened] || made_.listed_taken[pair.listed]) continue;
            Prove({.screened = {pair.screened},
                   .listed = {pair.listed},
                   .how = pair.match.how,
                   .similarity = pair.match.similarity,
                   .weight = Weight(listed_, pair.listed)},
                  listed_.name.tokens[pair.listed],
                  std::min(screened_.bits[pair.screened], listed_.bits[pair.listed]));
        }
    }

    int Weight(const WeighedName& side, std::size_t i) const { return WeightOf(side, i, type_); }

    // A pair that proves the bits of the commoner of its words; `token` is the whole one.
    void Prove(const Pairing& pairing, const Token& token, int bits) {
        Add(pairing);
        made_.lost += pairing.weight - pairing.weight * pairing.similarity / kSame;
        if (!IsFull(token)) return;
        ++made_.full_words;
        made_.exact_words += IsSure(pairing);
        made_.business_words += token.business;
        made_.matched_bits += bits * pairing.similarity / kSame;
        made_.matched_letters += static_cast<int>(token.text.size());
    }

    void Add(const Pairing& pairing) {
        if (made_.count == made_.pairings.size()) return;
        made_.pairings[made_.count++] = pairing;
        Mark(made_.screened_taken, pairing.screened, screened_.name.tokens.size());
        Mark(made_.listed_taken, pairing.listed, listed_.name.tokens.size());
        made_.matched_weight += pairing.weight;
        made_.fit += pairing.weight * pairing.similarity / kSame;
    }

    static void Mark(Taken& taken, WordRange range, std::size_t words) {
        for (std::size_t i = 0; i < range.count; ++i) taken[(range.first + i) % words] = true;
    }

    void PairJoined(int alike_min) {
        PairJoined(screened_, listed_, made_.screened_taken, made_.listed_taken, alike_min);
        PairJoined(listed_, screened_, made_.listed_taken, made_.screened_taken, alike_min);
    }

    // "patr ushev" for "patrushev": neighbours of one side are one word of the other.
    void PairJoined(const WeighedName& parts, const WeighedName& wholes, const Taken& taken_parts,
                    const Taken& taken_wholes, int alike_min) {
        const bool parts_are_listed = &parts == &listed_;
        const auto& words = parts.name.tokens;
        const auto count_max =
            std::min(parts_are_listed ? kListedPartsMax : kScreenedPartsMax, words.size());
        // The last word neighbours the first: family names come first or last.
        for (std::size_t i = 0; i < words.size(); ++i) {
            JoinedWord joined;
            for (std::size_t count = 1; count <= count_max; ++count) {
                const auto part = (i + count - 1) % words.size();
                if (taken_parts[part]) break;
                joined.Append(words[part]);
                if (count == 1) continue;
                const auto whole = FindWhole(joined, wholes, taken_wholes, alike_min);
                if (!whole) continue;
                const WordRange torn{static_cast<std::uint8_t>(i),
                                     static_cast<std::uint8_t>(count)};
                const WordRange one{static_cast<std::uint8_t>(whole->first)};
                Prove({.screened = parts_are_listed ? one : torn,
                       .listed = parts_are_listed ? torn : one,
                       .how = MatchKind::kJoined,
                       .similarity = whole->second * kJoinedFits / kSame,
                       .weight = Weight(wholes, whole->first)},
                      wholes.name.tokens[whole->first], wholes.bits[whole->first]);
                ++made_.full_words;  // the whole word stands for two
                break;
            }
        }
    }

    static std::optional<std::pair<std::size_t, int>> FindWhole(JoinedWord& joined,
                                                                const WeighedName& wholes,
                                                                const Taken& taken, int alike_min) {
        for (std::size_t j = 0; j < wholes.name.tokens.size(); ++j) {
            const auto& token = wholes.name.tokens[j];
            if (taken[j] || token.text.size() < 2) continue;
            if (alike_min == kSame) {
                if (joined.Is(token)) return std::pair(j, kSame);
                continue;
            }
            const int similarity = joined.Similarity(token);
            if (similarity >= alike_min) return std::pair(j, similarity);
        }
        return std::nullopt;
    }

    // "irgc" beside "air force" for the words that begin so.
    void PairAcronyms(const WeighedName& briefs, const WeighedName& words,
                      const Taken& taken_briefs, const Taken& taken_words, bool briefs_are_listed) {
        if (briefs.name.tokens.size() < 2) return;
        for (std::size_t i = 0; i < briefs.name.tokens.size(); ++i) {
            const auto& token = briefs.name.tokens[i];
            const auto& letters = token.Shown();
            if (taken_briefs[i] || token.kind != TokenKind::kName || token.place ||
                token.business || letters.size() < kAcronymLettersMin ||
                letters.size() > kAcronymLettersMax)
                continue;
            const auto run = FindRun(letters, words, taken_words);
            if (!run) continue;
            const WordRange one{static_cast<std::uint8_t>(i)};
            Add({.screened = briefs_are_listed ? *run : one,
                 .listed = briefs_are_listed ? one : *run,
                 .how = MatchKind::kAcronym,
                 .similarity = kAcronymFits,
                 .weight = Weight(briefs, i)});
            made_.matched_bits += kAcronymBits * static_cast<int>(letters.size());
            ++made_.full_words;
            ++made_.acronyms;
        }
    }

    // Neighbours whose first letters these are; particles between them may have theirs or not.
    static std::optional<WordRange> FindRun(std::string_view letters, const WeighedName& words,
                                            const Taken& taken) {
        const auto& tokens = words.name.tokens;
        for (std::size_t first = 0; first < tokens.size(); ++first) {
            std::size_t fits = 0;
            auto at = first;
            for (; at < tokens.size() && fits < letters.size() && !taken[at]; ++at) {
                const bool same = tokens[at].Shown().front() == letters[fits];
                if (!same && (tokens[at].kind != TokenKind::kParticle || fits == 0)) break;
                fits += same;
            }
            if (fits == letters.size() && at - first >= kAcronymLettersMin)
                return WordRange{static_cast<std::uint8_t>(first),
                                 static_cast<std::uint8_t>(at - first)};
        }
        return std::nullopt;
    }

    void PairInitials(const WeighedName& initials, const WeighedName& words,
                      const Taken& taken_initials, const Taken& taken_words,
                      bool initials_are_listed) {
        for (std::size_t i = 0; i < initials.name.tokens.size(); ++i) {
            const auto& token = initials.name.tokens[i];
            const bool several = type_ == EntryType::kIndividual &&
                                 token.kind == TokenKind::kName &&
                                 token.text.size() <= kInitialsMax && token.given_names->empty();
            if (taken_initials[i] || (token.kind != TokenKind::kInitial && !several)) continue;
            const auto spelled = FindSpelled(token.text, words, taken_words);
            if (!spelled) continue;
            const WordRange one{static_cast<std::uint8_t>(i)};
            const bool named = words.name.tokens[spelled->first].kind == TokenKind::kName;
            Add({.screened = initials_are_listed ? *spelled : one,
                 .listed = initials_are_listed ? one : *spelled,
                 .how = MatchKind::kInitial,
                 .similarity = kInitialFits,
                 .weight = named ? kInitialWeight : Weight(words, spelled->first)});
            ++made_.initials;
        }
    }

    // "A. Asad" for al-Asad, "H. Khan" for Haji Khan; not for each letter of several.
    static bool MayBeInitial(const Token& word, std::size_t letters) {
        return word.kind == TokenKind::kName ||
               (letters == 1 &&
                (word.kind == TokenKind::kParticle || word.kind == TokenKind::kTitle));
    }

    // Neighbours that begin with these letters: "j" for Jean, "jc" for Jean Claude.
    static std::optional<WordRange> FindSpelled(std::string_view letters, const WeighedName& words,
                                                const Taken& taken) {
        const auto& tokens = words.name.tokens;
        for (std::size_t j = 0; j + letters.size() <= tokens.size(); ++j) {
            std::size_t fits = 0;
            while (fits < letters.size() && !taken[j + fits] &&
                   MayBeInitial(tokens[j + fits], letters.size()) &&
                   tokens[j + fits].text.front() == letters[fits])
                ++fits;
            if (fits == letters.size())
                return WordRange{static_cast<std::uint8_t>(j), static_cast<std::uint8_t>(fits)};
        }
        return std::nullopt;
    }

    // A slip in a word too short to be matched alone when the rest of the name leaves no doubt.
    void PairSlips() {
        const bool sure = type_ == EntryType::kIndividual
                              ? made_.full_words >= 2 && made_.matched_bits >= kSureBits
                              : made_.full_words >= 1 && made_.matched_bits >= kSureBitsOfEntity;
        if (!sure) return;
        for (std::size_t i = 0; i < screened_.name.tokens.size(); ++i)
            for (std::size_t j = 0; j < listed_.name.tokens.size(); ++j) {
                if (made_.screened_taken[i] || made_.listed_taken[j] ||
                    !IsSlip(screened_.name.tokens[i], listed_.name.tokens[j]))
                    continue;
                Add({.screened = {static_cast<std::uint8_t>(i)},
                     .listed = {static_cast<std::uint8_t>(j)},
                     .how = MatchKind::kTypo,
                     .similarity = kSlipFits,
                     .weight = Weight(listed_, j)});
            }
    }

    static bool IsSlip(const Token& word, const Token& other) {
        if (word.kind == TokenKind::kNumber || other.kind == TokenKind::kNumber) return false;
        const bool form = other.kind == TokenKind::kLegalForm;
        if (word.kind == TokenKind::kLegalForm) return false;
        const auto& text = form ? other.joinable : other.text;
        return word.text.size() + text.size() <= kBriefWords &&
               std::min(word.text.size(), text.size()) >= 2 &&
               EditDistance(word.text, text, 1) == 1;
    }

    // Names of East Asia have two syllables that are written apart or as one: "Yong-chol" and
    // "Yong-chun" differ in part of a name, not in a name.
    void PairSyllables() {
        if (screened_.name.tokens.size() != 3 || listed_.name.tokens.size() != 3) return;
        if (made_.exact_words != 2) return;
        for (std::size_t i = 1; i < 3; ++i)
            for (std::size_t j = 1; j < 3; ++j) {
                if (made_.screened_taken[i] || made_.listed_taken[j]) continue;
                const auto& before = screened_.name.tokens[i - 1].text;
                const auto& word = screened_.name.tokens[i].text;
                const auto& other = listed_.name.tokens[j].text;
                if (before != listed_.name.tokens[j - 1].text || word.size() < 2 ||
                    std::max({before.size(), word.size(), other.size()}) > kSyllableLettersMax)
                    continue;
                const int alike = EditSimilarity(before + word, before + other);
                if (alike < kSyllablesMin) continue;
                // What the first syllable proves is counted already.
                Add({.screened = {static_cast<std::uint8_t>(i)},
                     .listed = {static_cast<std::uint8_t>(j)},
                     .how = MatchKind::kTypo,
                     .similarity = 2 * alike - kSame,
                     .weight = Weight(listed_, j)});
            }
    }

    const WeighedName& screened_;
    const WeighedName& listed_;
    EntryType type_;
    Script script_;
    Alignment made_;
};

}  // namespace

Alignment Align(const WeighedName& screened, const WeighedName& listed, EntryType type) {
    return Aligner(screened, listed, type).Run();
}

}  // namespace clearway::compliance
