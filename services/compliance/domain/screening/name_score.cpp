// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/screening/name_score.h"

#include <algorithm>
#include <optional>

#include "services/compliance/domain/names/alternatives.h"
#include "services/compliance/domain/screening/alignment.h"
#include "services/compliance/domain/screening/contraction.h"
#include "services/compliance/domain/screening/judgement.h"

namespace clearway::compliance {
namespace {

constexpr int kSqueezedMin = 900;
constexpr std::size_t kSqueezedLettersMin = 6;
constexpr int kTornElsewhere = 950;  // the same letters with the blank at another place

int SqueezedSimilarity(const std::string& a, const std::string& b) {
    const auto longest = std::max(a.size(), b.size());
    const auto shortest = std::min(a.size(), b.size());
    if (shortest < kSqueezedLettersMin || 10 * (longest - shortest) > longest) return 0;
    if (!IsWithinEdits(a, b, 1)) return 0;
    const int similarity = EditSimilarity(a, b);
    return similarity >= kSqueezedMin ? similarity - 10 : 0;
}

// Words run together or torn apart: the letters of the whole name decide.
int SqueezedScore(const TokenisedName& a, const TokenisedName& b, EntryType type) {
    const auto same = [](const std::string& one, const std::string& other) {
        return one.size() >= kSqueezedLettersMin && one == other ? kTornElsewhere : 0;
    };
    if (a.tokens.size() == b.tokens.size())
        // What is squeezed leaves out legal forms, and companies differ by them.
        return type != EntryType::kIndividual
                   ? 0
                   : std::max(same(a.squeezed, b.squeezed), same(a.turned, b.turned));
    return std::max(SqueezedSimilarity(a.squeezed, b.squeezed),
                    SqueezedSimilarity(a.turned, b.turned));
}

// What the whole names say where their words say nothing.
std::optional<MatchedPart> CompareWhole(const WeighedName& screened, const WeighedName& listed,
                                        EntryType type) {
    MatchedPart part{.screened = {}, .listed = {}, .weight = kSame};
    part.how = MatchKind::kJoined;
    part.similarity = SqueezedScore(screened.name, listed.name, type);
    if (part.similarity == 0 && type != EntryType::kIndividual) {
        part.how = MatchKind::kAcronym;
        part.similarity =
            std::max(ContractionScore(screened, listed), ContractionScore(listed, screened));
    }
    if (part.similarity == 0) return std::nullopt;
    return part;
}

std::string Shown(const WeighedName& name, WordRange range) {
    std::string words;
    for (std::size_t i = 0; i < range.count; ++i) {
        if (i > 0) words += ' ';
        words += name.name.tokens[(range.first + i) % name.name.tokens.size()].Shown();
    }
    return words;
}

std::string Shown(const WeighedName& name) {
    return Shown(name, {.first = 0, .count = static_cast<std::uint8_t>(name.name.tokens.size())});
}

std::vector<LeftPart> Left(const WeighedName& name, const std::array<bool, kTokensMax>& taken,
                           EntryType type) {
    std::vector<LeftPart> left;
    for (std::size_t i = 0; i < name.name.tokens.size(); ++i)
        if (!taken[i]) left.push_back({name.name.tokens[i].Shown(), WeightOf(name, i, type)});
    return left;
}

}  // namespace

int ScoreNames(const WeighedName& screened, const WeighedName& listed, EntryType type) {
    if (screened.name.Empty() || listed.name.Empty()) return 0;
    if (screened.key == listed.key) return kSame;
    const int score = Judge(Align(screened, listed, type), screened, listed, type);
    const auto whole = CompareWhole(screened, listed, type);
    return whole ? std::max(score, whole->similarity) : score;
}

NameComparison CompareNames(const WeighedName& screened, const WeighedName& listed,
                            EntryType type) {
    NameComparison comparison{.score = ScoreNames(screened, listed, type)};
    if (screened.name.Empty() || listed.name.Empty()) return comparison;
    auto whole = CompareWhole(screened, listed, type);
    if (whole && whole->similarity == comparison.score) {
        whole->screened = Shown(screened);
        whole->listed = Shown(listed);
        comparison.matched.push_back(std::move(*whole));
        return comparison;
    }
    const auto found = Align(screened, listed, type);
    for (std::size_t i = 0; i < found.count; ++i) {
        const auto& pairing = found.pairings[i];
        comparison.matched.push_back({.screened = Shown(screened, pairing.screened),
                                      .listed = Shown(listed, pairing.listed),
                                      .how = pairing.how,
                                      .similarity = pairing.similarity,
                                      .weight = pairing.weight});
    }
    comparison.screened_left = Left(screened, found.screened_taken, type);
    comparison.listed_left = Left(listed, found.listed_taken, type);
    return comparison;
}

NameComparison CompareNames(std::string_view screened, std::string_view listed, EntryType type,
                            const TokenStatistics& statistics) {
    std::optional<NameComparison> best;
    for (const auto one : AlternativesOf(screened)) {
        const auto weighed = Weigh(TokeniseName(one), statistics);
        for (const auto other : AlternativesOf(listed)) {
            auto found = CompareNames(weighed, Weigh(TokeniseName(other), statistics), type);
            if (!best || found.score > best->score) best = std::move(found);
        }
    }
    return *best;  // a name is an alternative of itself
}

}  // namespace clearway::compliance
