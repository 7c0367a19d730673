// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/screening/judgement.h"

#include <algorithm>

#include "services/compliance/domain/names/legal_forms.h"
#include "services/compliance/domain/screening/name_score.h"

namespace clearway::compliance {
namespace {

constexpr int kTitlesMax = 120;  // what titles and particles may weigh beside a single word
constexpr int kLettersSure = 10;
// What is left on both sides counts for more than it weighs, per mille.
constexpr int kContradicts = 1150;
// Of a proof that is too little counts this share, so that its order is kept.
constexpr int kTooLittle = 690;
// However doubtful, what is alike counts this share: for the order of what matches nobody.
constexpr int kLikenessAlone = 650;
constexpr int kTellingAlone = 650;
constexpr int kAllWordsFound = 720;      // at least, of two words or more that the other name has
constexpr int kAllRareWordsFound = 825;  // at most, of words that tell more
constexpr int kCommonNameBits = 16 * kBit;
constexpr int kRareBit = 18;
constexpr int kRareBits = 12 * kBit;
constexpr int kRareWithInitials = 840;
constexpr int kWithInitials = 790;  // at most, of one full word and initials
constexpr int kOneWordOnly = 720;   // at most, of one word out of several
constexpr int kFatherBits =
    17 * kBit;  // the father says less than he who bears a common name needs
constexpr int kOtherFormCosts = 60;
constexpr int kOpposedFormCosts = 330;

// Words that nothing was found for.
struct Rest {
    int weight = 0;
    int words = 0;    // that name somebody
    int places = 0;   // weight of those that say where
    int fathers = 0;  // weight of names after the father, which are left out at will
};

bool IsPatronymic(std::string_view word) {
    constexpr std::string_view kEndings[] = {"ovich", "evich", "ovych", "evych", "avich", "ovna",
                                             "evna",  "ivna",  "avna",  "oglu",  "ogly",  "kyzy"};
    return std::any_of(std::begin(kEndings), std::end(kEndings), [&](std::string_view ending) {
        return word.size() > ending.size() + 2 && word.ends_with(ending);
    });
}

Rest RestOf(const WeighedName& side, const std::array<bool, kTokensMax>& taken, EntryType type) {
    Rest rest;
    for (std::size_t i = 0; i < side.name.tokens.size(); ++i) {
        if (taken[i]) continue;
        const auto& token = side.name.tokens[i];
        const int weight = WeightOf(side, i, type);
        rest.weight += weight;
        if (type == EntryType::kIndividual && IsPatronymic(token.text)) rest.fathers += weight;
        if (token.place && type != EntryType::kIndividual)
            rest.places += weight;
        else if (token.kind == TokenKind::kName || token.kind == TokenKind::kNumber)
            ++rest.words;
    }
    return rest;
}

struct Case {
    const Alignment& found;
    const WeighedName& screened;
    const WeighedName& listed;
    Rest screened_rest;
    Rest listed_rest;
    int contradiction = 0;
    int excess = 0;
};

// How often a difference counts: there are many people of a name of short or common words, and a
// difference on top of missing words is two doubts.
int DoubtOfPerson(const Case& of) {
    const auto& found = of.found;
    const int no_word_exact = found.exact_words == 0 ? 1 : 0;
    const int missing = of.excess >= 400 && found.matched_bits < 28 * kBit ? 1 : 0;
    const int brief = found.matched_letters < kLettersSure + 2 ? 1 : 0;
    const int common = found.matched_bits < 13 * kBit ? 2 : found.matched_bits < 19 * kBit ? 1 : 0;
    return 1 + no_word_exact + missing + std::max(brief, common);
}

int Share(const Case& of, int doubt, int excess_cost) {
    const int against = of.contradiction * kContradicts / kSame + of.excess * excess_cost / kSame;
    const int whole = of.found.matched_weight + against;
    if (whole == 0) return 0;
    return std::max(0, kSame * (of.found.fit - of.found.lost * (doubt - 1)) / whole);
}

// One word is a person's name only where the list has that word alone; else it points to somebody,
// no more.
int BoundOfPerson(const Case& of, int score) {
    const auto& found = of.found;
    if (found.full_words >= 2) {
        const bool within =
            of.screened_rest.weight <= kTitlesMax && found.exact_words >= 2 && found.lost == 0;
        const int rare = std::max(0, found.matched_bits - kCommonNameBits) * kRareBit / kBit;
        return within ? std::max(score, std::min(kAllWordsFound + rare, kAllRareWordsFound))
                      : score;
    }
    if (of.listed.name.tokens.size() == 1 && of.screened_rest.weight <= kTitlesMax &&
        found.full_words == 1)
        return score;
    const bool all_found = of.screened_rest.weight <= kTitlesMax && found.full_words == 1;
    if (all_found && found.initials > 0 && of.listed_rest.words == 0)
        return std::min(score, found.matched_bits >= kRareBits ? kRareWithInitials : kWithInitials);
    if (all_found && found.initials == 0 && found.exact_words == 1) return kOneWordOnly;
    return score * kTooLittle / kSame;
}

// A middle name is missing, or it is another person of common names.
int ExcessCostOfPerson(const Case& of) {
    const int bits = of.found.matched_letters >= kLettersSure ? of.found.matched_bits / kBit : 0;
    return bits >= 20 ? 150 : bits >= 17 ? 350 : 800;
}

int JudgePerson(const Case& of) {
    const int excess_cost = ExcessCostOfPerson(of);
    const int likeness = Share(of, 1, excess_cost) * kLikenessAlone / kSame;
    return BoundOfPerson(of, std::max(likeness, Share(of, DoubtOfPerson(of), excess_cost)));
}

// A branch is of the company: places cost little where one side names them.
int ExcessCostOfEntity(const Case& of) {
    const int bits = of.found.matched_bits / kBit;
    return bits >= 20 ? 300 : bits >= 12 ? 400 : 900;
}

FormDifference Forms(const WeighedName& screened, const WeighedName& listed) {
    auto least = FormDifference::kOpposed;
    bool compared = false;
    for (const auto& token : screened.name.tokens)
        for (const auto& other : listed.name.tokens) {
            if (token.kind != TokenKind::kLegalForm || other.kind != TokenKind::kLegalForm)
                continue;
            compared = true;
            least = std::min(least, Compare(token.text, other.text));
        }
    return compared ? least : FormDifference::kNone;
}

// Of all that the words of both names tell: a rare word in common is more than two that many have.
int TellingShare(const Case& of) {
    int told = kBit;
    for (const auto* name : {&of.screened, &of.listed})
        for (std::size_t i = 0; i < name->name.tokens.size(); ++i)
            if (name->name.tokens[i].kind == TokenKind::kName) told += name->bits[i];
    return std::min(kSame, kSame * 2 * of.found.matched_bits / told);
}

int JudgeEntity(const Case& of) {
    const auto& found = of.found;
    int score = Share(of, found.exact_words == 0 ? 2 : 1, ExcessCostOfEntity(of));
    const auto forms = Forms(of.screened, of.listed);
    if (forms == FormDifference::kOther) score -= kOtherFormCosts;
    if (forms == FormDifference::kOpposed) score -= kOpposedFormCosts;
    const int left = of.screened_rest.weight + of.listed_rest.weight;
    const bool common = found.matched_bits < 5 * kBit;
    if (found.full_words == 0 || (common && (left > 0 || found.initials > 0)))
        score = score * kTooLittle / kSame;
    // What half the companies are called is no name where both names have more to them.
    else if (found.full_words == found.business_words && of.screened_rest.words > 0 &&
             of.listed_rest.words > 0)
        score = score * kTooLittle / kSame;
    // One word is not a company's name when the other name has more words to it.
    else if (found.full_words == 1 && of.screened_rest.words > 0)
        score = score * kTooLittle / kSame;
    if (found.acronyms > 0) score = std::min(score, kWithInitials);
    // What matches nobody is put in order by what its words tell, too.
    if (score < kMatchScore) score = (score + 4 * TellingShare(of) * kTellingAlone / kSame) / 5;
    return std::max(0, score);
}

}  // namespace

int Judge(const Alignment& alignment, const WeighedName& screened, const WeighedName& listed,
          EntryType type) {
    Case of{.found = alignment,
            .screened = screened,
            .listed = listed,
            .screened_rest = RestOf(screened, alignment.screened_taken, type),
            .listed_rest = RestOf(listed, alignment.listed_taken, type)};
    // What is left on both sides contradicts; what is left on one side only is a missing middle
    // name or an addition, the more harmless the more the matched words tell.
    of.contradiction = std::min(of.screened_rest.weight, of.listed_rest.weight);
    of.excess = std::max(of.screened_rest.weight, of.listed_rest.weight) - of.contradiction;
    const auto& longer =
        of.screened_rest.weight > of.listed_rest.weight ? of.screened_rest : of.listed_rest;
    const int harmless = alignment.matched_bits >= kFatherBits ? longer.fathers : 0;
    of.excess -= std::min(of.excess, longer.places + harmless) * 3 / 4;
    return type == EntryType::kIndividual ? JudgePerson(of) : JudgeEntity(of);
}

}  // namespace clearway::compliance
