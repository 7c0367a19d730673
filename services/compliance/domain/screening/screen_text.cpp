// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "services/compliance/domain/screening/screener.h"

namespace clearway::compliance {
namespace {

// A text is looked at in stretches of so many words; a name that stands across their border is
// whole in the next one.
constexpr std::size_t kStretch = 18;
constexpr std::size_t kOverlap = 6;
constexpr std::size_t kSpotsMax = 32;

constexpr int kTextScore = 900;
constexpr int kPartSimilarity = 900;
constexpr std::size_t kPartsMin = 2;
constexpr int kTextBits =
    16 * kBit;  // what the words tell: two that half the world bears tell less

std::vector<std::string_view> WordsOf(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto blank = text.find(' ');
        if (blank != 0) words.push_back(text.substr(0, blank));
        text = blank == std::string_view::npos ? std::string_view() : text.substr(blank + 1);
    }
    return words;
}

std::string Joined(const TokenisedName& name, std::size_t first, std::size_t last) {
    std::string words;
    for (std::size_t i = first; i <= last; ++i) {
        if (!words.empty()) words += ' ';
        words += name.tokens[i].Shown();
    }
    return words;
}

bool IsStrong(const NameComparison& found) {
    const auto strong = std::ranges::count_if(found.matched, [](const MatchedPart& part) {
        return part.similarity >= kPartSimilarity && part.how != MatchKind::kInitial &&
               part.how != MatchKind::kAcronym;
    });
    return found.score >= kTextScore && found.screened_left.empty() &&
           static_cast<std::size_t>(strong) >= kPartsMin;
}

}  // namespace

std::vector<TextMatch> Screener::ScreenText(const NormalisedName& text) const {
    const auto words = WordsOf(text.text);
    std::map<std::uint32_t, TextMatch> best;  // by entry
    for (std::size_t start = 0; start < words.size(); start += kStretch - kOverlap) {
        const auto end = std::min(words.size(), start + kStretch);
        NormalisedName stretch{.text = {}, .script = text.script};
        for (std::size_t i = start; i < end; ++i)
            stretch.text += (i > start ? " " : "") + std::string(words[i]);
        const auto weighed = Weigh(Tokenise(stretch), statistics_);
        for (const auto& spot : index_->Spots(weighed, kSpotsMax)) {
            const auto& listed = list_.names[listed_as_[spot.place].name];
            const auto& entry = list_.entries[listed.entry];
            if (listed.quality == NameQuality::kWeakAlias || spot.bits < kTextBits) continue;
            if (entry.type != EntryType::kIndividual && entry.type != EntryType::kEntity) continue;
            auto within = Joined(weighed.name, spot.first, spot.last);
            const NormalisedName name{.text = within, .script = text.script};
            const auto found =
                CompareNames(Weigh(Tokenise(name), statistics_), names_[spot.place], entry.type);
            if (!IsStrong(found)) continue;
            auto& kept = best[listed.entry];
            if (found.score <= kept.match.score) continue;
            kept = {.match = {entry.number, listed.name, entry.program, found.score, entry.id, true,
                              digests_[listed.entry], entry.type},
                    .words = std::move(within)};
        }
        if (end == words.size()) break;
    }
    std::vector<TextMatch> matches;
    for (auto& [entry, match] : best) matches.push_back(std::move(match));
    std::ranges::stable_sort(matches, [](const TextMatch& a, const TextMatch& b) {
        return a.match.score > b.match.score;
    });
    if (matches.size() > kMatchesMax) matches.resize(kMatchesMax);
    return matches;
}

}  // namespace clearway::compliance
