// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/screening_evidence.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>

#include "services/compliance/domain/cases/case_words.h"
#include "services/compliance/domain/screening/explanation.h"

namespace clearway::compliance {
namespace {

namespace json = boost::json;

json::array PartsOf(const NameComparison& comparison) {
    json::array parts;
    for (const auto& part : comparison.matched)
        parts.push_back(json::object{{"screened", part.screened},
                                     {"listed", part.listed},
                                     {"how", NameOf(part.how)},
                                     {"similarity", part.similarity},
                                     {"weight", part.weight}});
    return parts;
}

json::array FindingsOf(const std::vector<FactFinding>& findings) {
    json::array facts;
    for (const auto& finding : findings)
        facts.push_back(json::object{{"fact", NameOf(finding.fact)},
                                     {"agrees", finding.agrees},
                                     {"change", finding.change}});
    return facts;
}

json::object CandidateOf(const std::string& name, const QueryFacts& facts, const NameMatch& match,
                         const Screener& screener) {
    const auto why = screener.Explain(name, facts, match);
    return {{"entry_number", match.entry_number},
            {"entry_id", match.entry_id},
            {"entry_digest", core::ToHex(match.entry_digest)},
            {"listed_name", match.listed_name},
            {"program", match.program},
            {"score", match.score},
            {"parts", PartsOf(why.names)},
            {"explanation", Explain(why.names)},
            {"facts", FindingsOf(why.facts)}};
}

json::object BirthOf(const BirthDate& birth) {
    json::object object{{"year_from", birth.year_from}, {"year_to", birth.year_to}};
    if (birth.month > 0) object["month"] = birth.month;
    if (birth.day > 0) object["day"] = birth.day;
    return object;
}

json::object FactsOf(const QueryFacts& facts) {
    json::object object{{"countries", json::value_from(facts.countries)},
                        {"identifiers", json::value_from(facts.identifiers)}};
    if (facts.birth) object["birth"] = BirthOf(*facts.birth);
    return object;
}

}  // namespace

bool ScreeningFound::IsHit() const {
    return !text.matches.empty() || std::ranges::any_of(names, [](const NameFound& one) {
        return one.unreadable || !one.matches.empty();
    });
}

std::string DescribeScreening(const ScreeningFound& found, const Screener& screener) {
    json::array parties;
    for (const auto& one : found.names) {
        json::array candidates;
        for (const auto& match : one.matches)
            candidates.push_back(CandidateOf(one.name, one.facts, match, screener));
        parties.push_back(json::object{{"role", WordOf(one.role)},
                                       {"name", one.name},
                                       {"facts", FactsOf(one.facts)},
                                       {"candidates", std::move(candidates)}});
    }
    json::object document{{found.subject_field, found.subject_id},
                          {"list_version", found.list_version},
                          {"parties", std::move(parties)}};
    if (!found.text.text.empty()) {
        json::array candidates;
        for (const auto& one : found.text.matches) {
            auto candidate = CandidateOf(one.words, {}, one.match, screener);
            candidate["words"] = one.words;
            candidates.push_back(std::move(candidate));
        }
        document["free_text"] =
            json::object{{"text", found.text.text}, {"candidates", std::move(candidates)}};
    }
    return json::serialize(document);
}

}  // namespace clearway::compliance
