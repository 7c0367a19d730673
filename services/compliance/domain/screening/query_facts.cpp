// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/screening/query_facts.h"

#include <algorithm>

#include "services/compliance/domain/screening/name_score.h"

namespace clearway::compliance {
namespace {

constexpr int kSameDay = 80;
constexpr int kSameYear = 40;
constexpr int kOtherYear = -80;
constexpr int kFarYear = -150;  // an equal name of 1000 stays a hit
constexpr int kFarYears = 6;
constexpr int kSlipYears = 1;  // a slip, or the turn of a calendar's year: says nothing
constexpr int kSameCountry = 20;
constexpr int kOtherCountry = -30;  // people have several
constexpr int kSameIdentifier = 200;
constexpr int kEqual = 1000;  // listed to the letter
// A name at least a little alike, before anything may speak for it.
constexpr int kAlikeMin = 500;

int YearsBetween(const BirthDate& a, const BirthDate& b) {
    return std::max({0, a.year_from - b.year_to, b.year_from - a.year_to});
}

bool IsSameDay(const BirthDate& a, const BirthDate& b) { return a.day > 0 && a == b; }

std::optional<FactFinding> CompareBirth(const BirthDate& birth, const EntryFacts& entry) {
    if (entry.births.empty()) return std::nullopt;
    int years = 1000;
    bool same_day = false;
    for (const auto& listed : entry.births) {
        years = std::min(years, YearsBetween(birth, listed));
        same_day = same_day || IsSameDay(birth, listed);
    }
    if (same_day) return FactFinding{FactKind::kBirth, true, kSameDay};
    if (years == 0) return FactFinding{FactKind::kBirth, true, kSameYear};
    if (years <= kSlipYears) return std::nullopt;
    return FactFinding{FactKind::kBirth, false, years < kFarYears ? kOtherYear : kFarYear};
}

std::optional<FactFinding> CompareCountries(const std::vector<std::string>& names,
                                            const EntryFacts& entry) {
    bool known = false, same = false;
    for (const auto& name : names) {
        const auto country = CountryOf(name);
        known = known || !country.empty();
        same = same || (!country.empty() &&
                        std::ranges::find(entry.countries, country) != entry.countries.end());
    }
    if (!known || entry.countries.empty()) return std::nullopt;
    // What the list says in words that are no country's name may mean this very one.
    const auto is_text = [](const std::string& listed) { return listed.size() != 2; };
    if (!same && std::ranges::any_of(entry.countries, is_text)) return std::nullopt;
    return FactFinding{FactKind::kCountry, same, same ? kSameCountry : kOtherCountry};
}

}  // namespace

std::string_view NameOf(FactKind kind) {
    switch (kind) {
        case FactKind::kBirth: return "birth date";
        case FactKind::kCountry: return "country";
        case FactKind::kIdentifier: return "identifier";
    }
    return "";
}

std::vector<FactFinding> CompareFacts(const QueryFacts& query, const EntryFacts& entry) {
    std::vector<FactFinding> findings;
    const auto add = [&](const std::optional<FactFinding>& finding) {
        if (finding) findings.push_back(*finding);
    };
    if (query.birth) add(CompareBirth(*query.birth, entry));
    add(CompareCountries(query.countries, entry));
    for (const auto& number : query.identifiers)
        if (std::ranges::find(entry.identifiers, IdentifierOf(number)) != entry.identifiers.end())
            add(FactFinding{FactKind::kIdentifier, true, kSameIdentifier});
    return findings;
}

int RaiseMax(const QueryFacts& query) {
    return (query.birth ? kSameDay : 0) + (query.countries.empty() ? 0 : kSameCountry) +
           kSameIdentifier * static_cast<int>(query.identifiers.size());
}

int ScoreWithFacts(int score, const std::vector<FactFinding>& findings) {
    int changed = score;
    for (const auto& finding : findings)
        if (finding.change < 0 || score >= kAlikeMin) changed += finding.change;
    // Several facts against it do together what none may do alone.
    const int least = score >= kEqual ? kHitScore : 0;
    return std::clamp(changed, least, 1000);
}

}  // namespace clearway::compliance
